--TEST--
Shutdown functions of the caller run in the caller only, however a task ends
--EXTENSIONS--
posix
pcntl
--INI--
display_errors=0
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
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
--EXPECT--
end of script
shutdown of the caller
