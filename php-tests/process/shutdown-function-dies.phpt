--TEST--
A task that is killed in its shutdown function has not come to its end: null
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
var_dump(await(async(function () {
    register_shutdown_function(fn () => posix_kill(getmypid(), SIGKILL));

    return 'value';
})));
?>
--EXPECT--
NULL
