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
