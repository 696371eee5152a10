--TEST--
Recipe: a Symfony Console command with a progress bar over tasks
--EXTENSIONS--
pokio
intl
mbstring
--INI--
error_reporting=24575
--SKIPIF--
<?php stream_resolve_include_path('Symfony/Component/Console/autoload.php') || die('skip the package php-symfony-console is not installed');
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
$folder = sys_get_temp_dir() . '/pokio-checksums-' . getmypid();
mkdir($folder);
foreach (['one', 'two', 'three'] as $name) {
    file_put_contents("$folder/$name", "This is $name.\n");
}

$command = 'cd ' . escapeshellarg($folder) . ' && ' . php(escapeshellarg(dirname(__DIR__, 2) . '/examples/recipes/symfony-checksums.php')) . ' --no-ansi %s 2>errors';
foreach (['one two three', 'one missing two'] as $files) {
    passthru(sprintf($command, $files), $status);
    preg_match_all('~\d+/\d+ \[\S+\] +\d+%~', file_get_contents("$folder/errors"), $bar);
    echo 'status ', $status, ', the bar ends with ', end($bar[0]), "\n";
}
echo hash('sha256', "This is two.\n"), "\n";
foreach (glob("$folder/*") as $file) {
    unlink($file);
}
rmdir($folder);
?>
--EXPECTF--

%x  one
%x  two
%x  three
status 0, the bar ends with 3/3 [============================] 100%

%x  one
cannot read missing
%x  two
status 1, the bar ends with 3/3 [============================] 100%
%x
