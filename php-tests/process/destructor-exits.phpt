--TEST--
A destructor that calls exit at a task's end leaves the outcome alone
--FILE--
<?php
class Leaving
{
    public function __destruct()
    {
        echo "leaving\n";
        exit(9);
    }
}

var_dump(await(async(function () {
    $GLOBALS['leaving'] = new Leaving;

    return 'value';
})));
echo "the caller goes on\n";
?>
--EXPECT--
leaving
string(5) "value"
the caller goes on
