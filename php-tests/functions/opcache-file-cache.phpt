--TEST--
A script that OPcache keeps in a file is compiled again when pokio.functions changes
--EXTENSIONS--
opcache
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$folder = sys_get_temp_dir() . '/pokio-file-cache-' . getmypid();
mkdir($folder);
register_shutdown_function(fn () => exec('rm -r ' . escapeshellarg($folder)));
file_put_contents("$folder/program.php", <<<'PHP'
    <?php
    try {
        echo await(async(fn () => "a value\n"));
    } catch (Error $e) {
        echo $e->getMessage(), "\n";
    }
    PHP);

foreach (['on', 'off', 'on', 'off'] as $value) {
    exec(php("-d pokio.functions=$value -d opcache.enable=1 -d opcache.enable_cli=1 -d opcache.file_cache=$folder -d opcache.file_cache_only=1 -d opcache.file_update_protection=0 $folder/program.php 2>&1"), $lines, $status);
    echo "$value: ", implode("\n", $lines), ", exit status $status\n";
    $lines = [];
}
// One compiled file for each.
exec("find $folder -name '*.bin'", $files);
echo count($files), " files\n";
?>
--EXPECT--
on: a value, exit status 0
off: Call to undefined function await(), exit status 0
on: a value, exit status 0
off: Call to undefined function await(), exit status 0
2 files
