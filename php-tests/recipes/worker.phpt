--TEST--
Recipe: a queue worker runs a bounded number of jobs, outlives those that die, and stops at a signal
--EXTENSIONS--
pokio
pcntl
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
require __DIR__ . '/../neighbours/program.inc';
$folder = sys_get_temp_dir() . '/pokio-worker-' . getmypid();
mkdir($folder);

// Jobs write into a log when they begin and end.
touch("$folder/log");
$log = fn (): array => file("$folder/log", FILE_IGNORE_NEW_LINES);
$job = function (string $name, string $code) use ($folder) {
    $write = fn (string $what) => "file_put_contents('$folder/log', \"$name $what\\n\", FILE_APPEND);";
    file_put_contents("$folder/new", "<?php {$write('begins')} $code {$write('ends')}");
    rename("$folder/new", "$folder/$name.job");
};
$until = function (Closure $condition): bool {
    for ($i = 0; $i < 2000 && ! $condition(); $i++) {
        usleep(10_000);
        clearstatcache();
    }

    return $condition();
};

$job('1 throws', 'throw new Exception("no such order");');
$job('2 dies', 'exit(1);');
$job('3 works', '');
$worker = proc_open(bound(['sh', '-c', php(escapeshellarg(dirname(__DIR__, 2) . '/examples/recipes/worker.php') . ' ' . escapeshellarg($folder) . ' 2')]), [
    ['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', "$folder/errors", 'w'],
], $pipes);
var_dump($until(fn () => in_array('3 works ends', $log(), true) && ! glob("$folder/3*")));

// Two at once: the third of these does not begin, and after the signal never does.
foreach ([4, 5, 6] as $n) {
    $job("$n waits", "while (! file_exists('$folder/go on')) { usleep(10_000); clearstatcache(); }");
}
var_dump($until(fn () => count(preg_grep('/waits begins/', $log())) === 2));
proc_terminate($worker, SIGTERM);
usleep(300_000);
var_dump(proc_get_status($worker)['running']);
touch("$folder/go on");
$until(function () use ($worker, &$state) {
    $state = ($state['running'] ?? true) ? proc_get_status($worker) : $state;

    return ! $state['running'];
});
echo "the worker ended with status $state[exitcode]\n\n";

$lines = $log();
sort($lines);
echo implode("\n", $lines), "\n\n";
foreach (glob("$folder/*.job*") as $file) {
    echo preg_replace('/job\.\d+/', 'job.N', basename($file)), "\n";
}
echo "\n", preg_replace(['/^\[.*?\] /m', '/job\.\d+/'], ['', 'job.N'], file_get_contents("$folder/errors"));
?>
--CLEAN--
<?php
foreach (glob(sys_get_temp_dir() . '/pokio-worker-*') as $folder) {
    array_map(unlink(...), glob("$folder/*"));
    rmdir($folder);
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
the worker ended with status 0

1 throws begins
2 dies begins
3 works begins
3 works ends
4 waits begins
4 waits ends
5 waits begins
5 waits ends

1 throws.job.N.failed
2 dies.job.N.failed
6 waits.job

1 throws.job.N: no such order
2 dies.job.N: the task died
