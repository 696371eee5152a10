--TEST--
A task that died before its limit, its call's deadline or its cancel() has died, whenever its caller looks
--EXTENSIONS--
pokio
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
require __DIR__.'/../limits/limits.inc';
ini_set('error_log', '/dev/null');
$record = record();
$die = function () use ($record) {
    note($record, (string) getmypid());
    posix_kill(getmypid(), SIGKILL);
};
/** Waits until the process has died, and then until a limit of a second is over. */
$see_it_die = function () use ($record) {
    gone((int) wait_for($record)) || print("lives\n");
    file_put_contents($record, '');
    usleep(1_050_000);
};
function said(Closure $of): void
{
    try {
        $of();
        echo "no exception\n";
    } catch (Pokio\Exceptions\TaskException $e) {
        echo $e::class, "\n";
    }
}

$limited = Pokio\async($die, timeout: 1.0);
$limited->defer();
$see_it_die();
said(fn () => Pokio\await($limited));

$awaited = Pokio\async($die);
$awaited->defer();
$see_it_die();
said(fn () => Pokio\await($awaited, timeout: 1e-9));

$cancelled = async($die);
$cancelled->defer();
$see_it_die();
var_dump(Pokio\cancel($cancelled));
said(fn () => Pokio\await($cancelled));

$tasks = (function () use ($die, $see_it_die) {
    yield 'task' => $die;
    $see_it_die();
    yield 'late' => fn () => sleep(60);
})();
foreach (Pokio\settle($tasks, deadline: 1.0) as $key => $outcome) {
    echo $key, ' ', $outcome->status->name, "\n";
}

foreach (['timeout' => 1.0, 'deadline' => 1.0] as $option => $seconds) {
    $items = Pokio\stream([0, 1, 2], fn ($item) => $item === 1 ? $die() : $item, ...[$option => $seconds, 'concurrency' => 1, 'settle' => true]);
    foreach ($items as $key => $outcome) {
        echo $option, ' ', $key, ' ', $outcome->status->name, "\n";
        if ($key === 0) {
            $see_it_die();
        }
    }
}
?>
--EXPECT--
Pokio\Exceptions\TaskDied
Pokio\Exceptions\TaskDied
int(0)
Pokio\Exceptions\TaskDied
task Died
late TimedOut
timeout 0 Fulfilled
timeout 1 Died
timeout 2 Fulfilled
deadline 0 Fulfilled
deadline 1 Died
deadline 2 Cancelled
