--TEST--
A task sees the caller's memory as it is when it starts, not when it was made
--EXTENSIONS--
pokio
--FILE--
<?php
$value = 'at async()';
$promise = async(function () use (&$value) { return $value; });
$value = 'at defer()';
$promise->defer();
$value = 'at await()';
echo await($promise), "\n";
?>
--EXPECT--
at defer()
