--TEST--
A task that awaits a promise of its caller which a signal ended is told that it cannot know of what; the caller knows
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
log_errors=0
--FILE--
<?php
$become = function (Pokio\Promise $promise): string {
    try {
        return json_encode(Pokio\await($promise));
    } catch (Pokio\Exceptions\TaskDied $e) {
        return $e->getMessage();
    }
};
$killed = Pokio\async(fn () => shell_exec('kill -9 ' . getmypid()), 'killed');
$killed->defer();
echo await(async(fn () => $become($killed))), "\n";
echo $become($killed), "\n";
?>
--EXPECT--
Task 'killed' died, and only the process that started it knows of what
Task 'killed' was killed by signal 9 (SIGKILL); the system may be out of memory
