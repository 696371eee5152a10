--TEST--
A promise that a task makes while the program's end waits for others takes no failure of these with it, with the polyfill neither
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$file = tempnam(sys_get_temp_dir(), 'pokio');
file_put_contents($file, <<<'PHP'
    <?php
    $inner = function () {
        try {
            await([async(fn () => throw new LogicException('met in the task')), async(fn () => 1)]);
        } catch (LogicException $e) {
            fwrite(STDERR, $e->getMessage() . "\n");
        }
    };
    try {
        await([async(fn () => throw new DomainException('met')), async($inner)]);
    } catch (DomainException $e) {
        fwrite(STDERR, $e->getMessage() . "\n");
    }
    async(fn () => throw new LogicException('nobody met'));
    PHP);
$polyfill = escapeshellarg(PHP_BINARY) . ' -n -d auto_prepend_file=' . escapeshellarg(dirname(__DIR__, 2) . '/polyfill/bootstrap.php');
foreach ([php(''), php('-d pokio.runtime=sync'), $polyfill] as $php) {
    $printed = [];
    exec("$php -d zend.exception_ignore_args=1 -d display_errors=0 -d log_errors=1 -d error_log= $file 2>&1", $printed, $status);
    $met = array_intersect($printed, ['met', 'met in the task']);
    sort($met);
    echo implode(', ', $met), ': ', count(preg_grep('/Uncaught LogicException: nobody met/', $printed)), " uncaught, status $status\n";
}
unlink($file);
?>
--EXPECT--
met, met in the task: 1 uncaught, status 255
met, met in the task: 1 uncaught, status 255
met, met in the task: 1 uncaught, status 255
