--TEST--
done() is true for a task that was killed, and for one that its process had only claimed, though nobody waits
--EXTENSIONS--
pokio
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
pokio.died=throw
--FILE--
<?php
require __DIR__.'/../limits/limits.inc';
ini_set('error_log', '/dev/null');
$record = record();
$claimed = record();
$promises = [
    async(function () use ($claimed) {
        wait_for($claimed);
        throw new Exception('first');
    }),
    // Its process has claimed the last task when this function runs.
    async(fn () => register_shutdown_function(function () use ($record, $claimed) {
        note($claimed, 'claimed');
        while (file_exists($record)) {
            usleep(1000);
            clearstatcache();
        }
        posix_kill(getmypid(), SIGKILL);
    })),
    async(fn () => 'last'),
];
try {
    await($promises);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
unlink($record);
foreach ([1, 2] as $key) {
    $end = microtime(true) + 20;
    while (! Pokio\done($promises[$key]) && microtime(true) < $end) {
        usleep(1000);
    }
    var_dump(Pokio\done($promises[$key]));
}
touch($record);
try {
    await($promises[1]);
} catch (Pokio\Exceptions\TaskException $e) {
    echo $e::class, "\n";
}
echo await($promises[2]), "\n";
?>
--EXPECT--
first
bool(true)
bool(true)
Pokio\Exceptions\TaskDied
last
