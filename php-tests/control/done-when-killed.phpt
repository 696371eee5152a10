--TEST--
done() is true for a task that was killed, though nobody waits for anything
--EXTENSIONS--
pokio
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.died=throw
--FILE--
<?php
ini_set('error_log', '/dev/null');
function poll(Pokio\Promise $promise): void
{
    $end = microtime(true) + 20;
    while (! Pokio\done($promise) && microtime(true) < $end) {
        usleep(1000);
    }
    var_dump(Pokio\done($promise));
    try {
        await($promise);
    } catch (Pokio\Exceptions\TaskException $e) {
        echo $e::class, "\n";
    }
}
$dies = fn () => posix_kill(getmypid(), SIGKILL);
$killed = async($dies);
$killed->defer();
poll($killed);
$limited = Pokio\async($dies, timeout: 60);
$limited->defer();
poll($limited);
?>
--EXPECT--
bool(true)
Pokio\Exceptions\TaskDied
bool(true)
Pokio\Exceptions\TaskDied
