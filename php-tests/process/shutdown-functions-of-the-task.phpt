--TEST--
Shutdown functions that a task registers run before its end is reported
--FILE--
<?php
await(async(function () {
    register_shutdown_function(function (string $name) {
        echo "$name\n";
        register_shutdown_function(fn () => print("registered by a shutdown function\n"));
    }, 'first');
    register_shutdown_function(fn () => print("second\n"));
    echo "closure\n";
}));
echo "awaited\n";
?>
--EXPECT--
closure
first
second
registered by a shutdown function
awaited
