--TEST--
The object received is never the caller's own
--EXTENSIONS--
pokio
--FILE--
<?php
$mine = new ArrayObject([1]);
$received = await(async(function () use ($mine) { $mine[] = 2; return $mine; }));
var_dump($received === $mine, count($received), count($mine));
?>
--EXPECT--
bool(false)
int(2)
int(1)
