--TEST--
The receiver has a copy of what was sent
--EXTENSIONS--
pokio
--FILE--
<?php
$object = new ArrayObject(['n' => 1]);
$came = null;
Pokio\map([1], function () use ($object) {
    Pokio\send($object);
    $object['n'] = 2;
}, onMessage: function (ArrayObject $message) use (&$came) {
    $came = $message;
});
var_dump($came !== $object, $came['n']);
?>
--EXPECT--
bool(true)
int(1)
