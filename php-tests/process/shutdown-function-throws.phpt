--TEST--
What a task's shutdown function throws is reported as uncaught and leaves the outcome alone
--FILE--
<?php
var_dump(await(async(function () {
    register_shutdown_function(fn () => throw new LogicException('in the shutdown function'));

    return 'value';
})));
?>
--EXPECTF--
%AFatal error: Uncaught LogicException: in the shutdown function in %s:%d
%A
string(5) "value"
