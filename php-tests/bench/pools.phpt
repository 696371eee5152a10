--TEST--
Beside the pools that this machine has, each job is done by each, and an item costs map() the least
--EXTENSIONS--
pokio
--CONFLICTS--
all
--SKIPIF--
<?php
foreach (['FFI', 'pcntl', 'tokenizer'] as $extension) {
    extension_loaded($extension) || die("skip needs $extension: the benchmark does");
}
?>
--FILE--
<?php
require dirname(__DIR__) . '/support/php.inc';

$folder = sys_get_temp_dir() . '/pokio-pools-' . getmypid();
mkdir($folder);
$arguments = getenv('TEST_PHP_EXTRA_ARGS');
exec(php(escapeshellarg(dirname(__DIR__, 2) . '/bench/bench.php') . ' --pools --rounds 1 --arguments ' . escapeshellarg($arguments) . " --folder $folder") . ' 2>&1 </dev/null', $lines, $status);
echo "exit status $status\n";
if ($status !== 0) {
    echo implode("\n", $lines), "\n";
}
$run = json_decode(file_get_contents("$folder/pools.json"), true);
array_map(unlink(...), glob("$folder/*"));
rmdir($folder);
foreach ($run['rows'] as $job => $contestants) {
    echo $job, ': ', implode(' ', array_intersect(['alone', 'map', 'await', 'shared'], array_keys($contestants))), "\n";
}
// Those that are missing are named.
var_dump(array_diff(['spatie', 'amphp'], array_keys($run['missing'])) === []);
$items = array_map(fn (array $row) => $row['median'], $run['rows']['items']);
unset($items['alone']);
var_dump(min($items) === $items['map']);
?>
--EXPECT--
exit status 0
items: alone map shared
rows: alone map shared
work: alone map await shared
answers: alone map await shared
program: alone map await shared
bool(true)
bool(true)
