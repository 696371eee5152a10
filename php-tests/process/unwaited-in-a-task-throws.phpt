--TEST--
What a task's unawaited promise throws is reported as uncaught and leaves the outcome and the other promises alone
--FILE--
<?php
var_dump(await(async(function () {
    async(fn () => throw new LogicException('nobody awaits me'));
    async(fn () => print("the next one\n"));

    return 'value';
})));
?>
--EXPECTF--
%AFatal error: Uncaught LogicException: nobody awaits me in %s:%d
%A
the next one
string(5) "value"
