--TEST--
Dynamic properties arrive, those with numeric and odd names too
--EXTENSIONS--
pokio
--FILE--
<?php
$object = new stdClass;
$object->{'7'} = 'seven';
$object->{'with space'} = 'odd';
$object->{''} = 'empty';
$received = await(async(fn () => $object));
var_dump($received == $object, $received->{'7'}, serialize($received) === serialize($object));
?>
--EXPECT--
bool(true)
string(5) "seven"
bool(true)
