--TEST--
A task's object is destroyed even where an object of the caller stood before
--FILE--
<?php
class Noisy
{
    public function __construct(public string $name)
    {
    }

    public function __destruct()
    {
        echo "$this->name destroyed\n";
    }
}

$old = new Noisy('old');
var_dump(await(async(function () use (&$old) {
    $old = null;
    $old = new Noisy('new');

    return 'value';
})));
echo "awaited\n";
?>
--EXPECT--
new destroyed
string(5) "value"
awaited
old destroyed
