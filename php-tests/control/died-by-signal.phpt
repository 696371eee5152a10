--TEST--
A task that a signal kills is TaskDied with the signal
--EXTENSIONS--
pokio
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
error_log=/dev/null
--FILE--
<?php
try {
    Pokio\map([17 => 1], fn () => posix_kill(getmypid(), SIGKILL));
} catch (Pokio\Exceptions\TaskDied $e) {
    var_dump($e->key, $e->exitCode, $e->signal, $e->fatalError);
}
try {
    Pokio\all([17 => Pokio\async(fn () => posix_kill(getmypid(), 9), name: 'resize')]);
} catch (Pokio\Exceptions\TaskDied $e) {
    echo $e->getMessage(), "\n";
}
try {
    Pokio\all([17 => Pokio\async(fn () => posix_kill(getmypid(), 15), name: 'resize')]);
} catch (Pokio\Exceptions\TaskDied $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
int(17)
NULL
int(9)
NULL
Task 'resize' (key 17) was killed by signal 9 (SIGKILL); the system may be out of memory
Task 'resize' (key 17) was killed by signal 15 (SIGTERM)
