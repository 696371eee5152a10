--TEST--
What a task's destructor throws at its end is reported as uncaught and leaves the outcome alone
--FILE--
<?php
class Bad
{
    public function __destruct()
    {
        throw new LogicException('in the destructor');
    }
}

var_dump(await(async(function () {
    $GLOBALS['bad'] = new Bad;

    return 'value';
})));
?>
--EXPECTF--
%AFatal error: Uncaught LogicException: in the destructor in %s:%d
%A
string(5) "value"
