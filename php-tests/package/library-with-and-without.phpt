--TEST--
The example of a library works with the extension, with the package alone, and with neither
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

// Prints what ran, too: at the end, when nothing is loaded any more.
$show = sys_get_temp_dir() . '/pokio-library-' . getmypid() . '.php';
file_put_contents($show, sprintf(<<<'PHP'
    <?php
    if (getenv('WITH_PACKAGE')) {
        require %s;
    }
    register_shutdown_function(function () {
        echo class_exists('Pokio\Promise', false)
            ? ((new ReflectionClass('Pokio\Promise'))->isInternal() ? 'the extension' : 'the package')
            : 'neither', "\n";
    });
    PHP, var_export(__DIR__ . '/project/autoload.php', true)));

$program = '-d auto_prepend_file=' . escapeshellarg($show) . ' ' . escapeshellarg(__DIR__ . '/../../examples/library.php');
$without = escapeshellarg(PHP_BINARY) . " -n $program";
echo shell_exec(php($program)), "\n";
echo shell_exec('WITH_PACKAGE=1 ' . escapeshellarg(PHP_BINARY) . ' ' . getenv('TEST_PHP_EXTRA_ARGS') . " $program"), "\n";
echo shell_exec("WITH_PACKAGE=1 $without"), "\n";
echo shell_exec($without);
unlink($show);
?>
--EXPECT--
{"users":3,"orders":["A-1","A-2"]}
the extension

{"users":3,"orders":["A-1","A-2"]}
the extension

{"users":3,"orders":["A-1","A-2"]}
the package

{"users":3,"orders":["A-1","A-2"]}
neither
