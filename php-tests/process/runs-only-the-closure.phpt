--TEST--
A task's process runs the closure and none of the caller's code around it
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
define('CALLER', getmypid());

function perform(string $how, Closure $closure): void
{
    try {
        await(async($closure));
    } catch (Exception) {
    } finally {
        echo $how, ': ', getmypid() === CALLER ? 'the caller' : 'the task', " goes on\n";
    }
}

perform('return', fn () => 1);
perform('throw', fn () => throw new Exception);
perform('exit', fn () => exit(3));
perform('kill', fn () => posix_kill(getmypid(), SIGKILL));
?>
--EXPECT--
return: the caller goes on
throw: the caller goes on
exit: the caller goes on
kill: the caller goes on
