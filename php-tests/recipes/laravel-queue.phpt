--TEST--
A worker of Laravel's queue: jobs use map(), one whose task dies fails, a limit of time ends worker and tasks, SIGTERM waits for the job
--EXTENSIONS--
pokio
pcntl
posix
mbstring
pdo_sqlite
--INI--
error_reporting=24575
pokio.max_processes=4
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
foreach (['Queue', 'Database'] as $part) {
    stream_resolve_include_path("Illuminate/$part/autoload.php") || die('skip a package php-illuminate-… is not installed: ' . strtolower($part));
}
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
require __DIR__ . '/../neighbours/sapi.inc';
require __DIR__ . '/laravel-queue.inc';

$folder = folder(['log' => '', 'database' => '']);
$argv = [__FILE__, $folder];
$queue = queue($folder)->getConnection();
$log = fn (): array => file("$folder/log", FILE_IGNORE_NEW_LINES);
$until = function (Closure $condition): bool {
    for ($try = 0; $try < 3000 && ! $condition(); $try++) {
        usleep(10_000);
        clearstatcache();
    }

    return (bool) $condition();
};
// Supervisor and Horizon start workers so, each in a group of its own.
$start = fn (int $timeout) => proc_open(bound(['setsid', 'sh', '-c', php(implode(' ', array_map(escapeshellarg(...), [__DIR__ . '/laravel-queue.inc', $folder, 'work', $timeout])))]), [
    ['file', '/dev/null', 'r'], ['file', "$folder/output", 'a'], ['file', "$folder/output", 'a'],
], $pipes);
$ended = function ($worker) use ($until): string {
    $until(function () use ($worker, &$state) {
        $state = ($state['running'] ?? true) ? proc_get_status($worker) : $state;

        return ! $state['running'];
    });

    return $state['signaled'] ? "signal $state[termsig]" : "status $state[exitcode]";
};
$tasks = fn (string $file) => array_map(fn (string $line) => (int) substr($line, strrpos($line, ' ') + 1), preg_grep("/of $file runs/", $log()));

// Two jobs one after the other, in one worker.
$worker = $start(60);
$queue->push('Dies', []);
$queue->push('Sums', [1, 2, 3, 4]);
var_dump($until(fn () => in_array('sums: 30', $log(), true)));

// Horizon's pause, in the middle of a job: it takes no other one until it goes on.
$queue->push('Waits', 'first');
var_dump($until(fn () => count($tasks('first')) === 2));
proc_terminate($worker, SIGUSR2);
var_dump($until(fn () => in_array('first: paused', $log(), true)));
touch("$folder/first");
var_dump($until(fn () => in_array('waited for first', $log(), true)));
$queue->push('Sums', [10]);
usleep(300_000);
var_dump(in_array('sums: 100', $log(), true));
proc_terminate($worker, SIGCONT);
var_dump($until(fn () => in_array('sums: 100', $log(), true)));

// The signal that ends it goes to the whole group: the job is done first.
$queue->push('Waits', 'second');
var_dump($until(fn () => count($tasks('second')) === 2));
posix_kill(-proc_get_status($worker)['pid'], SIGTERM);
var_dump($until(fn () => in_array('second: shouldQuit', $log(), true)));
touch("$folder/second");
echo $ended($worker), ', ', in_array('waited for second', $log(), true) ? 'and the job is done' : 'and the job is lost', "\n";

// A job that takes too long ends its worker, and its tasks with it. The next worker fails it.
$queue->push('Waits', 'never');
$worker = $start(3);
echo $ended($worker), "\n";
var_dump($until(fn () => array_filter($tasks('never'), fn (int $id) => preg_match('/^State:\s+[^Z]/m', (string) @file_get_contents("/proc/$id/status"))) === []));
var_dump(count($tasks('never')));
$worker = $start(60);
$queue->push('Sums', [5]);
var_dump($until(fn () => in_array('sums: 25', $log(), true)));
proc_terminate($worker, SIGTERM);
echo $ended($worker), "\n\n", implode("\n", preg_grep('/^failed|^reported/', $log())), "\n";
echo file_get_contents("$folder/output");
remove($folder);
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)
bool(true)
bool(true)
status 0, and the job is done
signal 9
bool(true)
int(2)
bool(true)
status 0

failed: The task with key 0 called exit(7)
reported: The task with key 0 called exit(7)
failed: never, %r(has been attempted too many times|Waits has timed out).*%r
