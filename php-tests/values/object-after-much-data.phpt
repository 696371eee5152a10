--TEST--
An object that comes after megabytes of plain data arrives with them
--EXTENSIONS--
pokio
--FILE--
<?php
$received = await(async(fn () => ['big' => str_repeat('x', 1 << 20), 'list' => range(1, 50000), 'last' => new ArrayObject(['end'])]));
var_dump(strlen($received['big']), count($received['list']), $received['last'][0]);
?>
--EXPECT--
int(1048576)
int(50000)
string(3) "end"
