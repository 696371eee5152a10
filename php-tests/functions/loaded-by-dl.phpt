--TEST--
dl() brings the functions that the setting wants, and the program ends well
--SKIPIF--
<?php
function_exists('dl') && ! PHP_ZTS || die('skip there is no dl()');
?>
--FILE--
<?php
// Where the extension is that this test runs with.
preg_match('/(?<!_)extension="?([^"\s]*pokio[^"\s]*)/', getenv('TEST_PHP_EXTRA_ARGS'), $library);
$path = str_contains($library[1], '/') ? $library[1] : ini_get('extension_dir') . "/$library[1]";

foreach (['on', 'off'] as $value) {
    $code = sprintf('var_dump(dl(%s), function_exists("async"), Pokio\await(Pokio\async(fn () => 5)));', var_export(basename($path), true));
    exec(escapeshellarg(PHP_BINARY) . " -n -d enable_dl=1 -d pokio.functions=$value -d extension_dir=" . escapeshellarg(dirname($path)) . ' -r ' . escapeshellarg($code) . ' 2>&1', $lines, $status);
    echo "$value: ", implode(' ', $lines), ", exit status $status\n";
    $lines = [];
}
?>
--EXPECT--
on: bool(true) bool(true) int(5), exit status 0
off: bool(true) bool(false) int(5), exit status 0
