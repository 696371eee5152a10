--TEST--
An integer-like string key, as an array cast from an object may have, is what unserialize() makes of it
--EXTENSIONS--
pokio
--FILE--
<?php
$received = await(async(fn () => (array) json_decode('{"1": "one", "x": "ex"}')));
var_dump($received[1], $received['1'], $received['x']);
$object = await(async(fn () => json_decode('{"1": "one"}')));
var_dump($object->{'1'});
?>
--EXPECT--
string(3) "one"
string(3) "one"
string(2) "ex"
string(3) "one"
