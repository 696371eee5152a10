--TEST--
A property of an exception that holds itself by a reference arrives
--FILE--
<?php
class Failure extends Exception
{
    public $own = ['a'];
    public object $object;
}

try {
    await(async(function () {
        $failure = new Failure;
        $failure->own['self'] = &$failure->own;
        $failure->object = new stdClass;
        $failure->object->list = [&$failure->object->list, $failure->object];
        throw $failure;
    }));
} catch (Failure $failure) {
    $failure->own[0] = 'changed';
    var_dump($failure->own['self']['self'][0], $failure->object->list[0][0][1] === $failure->object);
}
?>
--EXPECT--
string(7) "changed"
bool(true)
