--TEST--
A task's shutdown functions run after exit() and after a fatal error too
--INI--
display_errors=0
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
await(async(function () {
    register_shutdown_function(fn () => print("after exit\n"));
    exit(1);
}));
await(async(function () {
    register_shutdown_function(fn () => print('after: ' . substr(error_get_last()['message'], 0, 19) . "\n"));
    str_repeat('x', 1 << 30);
}));
echo "end of script\n";
?>
--EXPECT--
after exit
after: Allowed memory size
end of script
