--TEST--
A task of a batch that died before its cancel() has died
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
$promises = [
    async(function () use ($record) {
        wait_for($record);
        throw new Exception('first');
    }),
    async(function () use ($record) {
        note($record, (string) getmypid());
        while (file_exists($record)) {
            usleep(1000);
            clearstatcache();
        }
        posix_kill(getmypid(), SIGKILL);
    }),
];
try {
    await($promises);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
$process = (int) wait_for($record);
unlink($record);
var_dump(gone($process));
touch($record);
var_dump(Pokio\cancel($promises[1]));
try {
    await($promises[1]);
} catch (Pokio\Exceptions\TaskException $e) {
    echo $e::class, "\n";
}
?>
--EXPECT--
first
bool(true)
int(0)
Pokio\Exceptions\TaskDied
