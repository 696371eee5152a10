<?php
define('CALLER', getmypid());
register_shutdown_function(function () {
    echo getmypid() === CALLER ? "shutdown of the caller\n" : "shutdown in a task\n";
});
await(async(fn () => 1));
await(async(fn () => exit(1)));
await(async(fn () => throw new Exception)->catch(fn () => 1));
await(async(fn () => str_repeat('x', 1 << 30)));
await(async(fn () => posix_kill(getmypid(), SIGTERM)));
echo "end of script\n";
?>
