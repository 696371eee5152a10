--TEST--
A task sees the caller's memory as it is when the task starts
--FILE--
<?php
$value = 'when made';
$promise = async(function () use (&$value) {
    return $value;
});
$value = 'when started';
$promise->defer();
$value = 'when awaited';
var_dump(await($promise));
?>
--EXPECT--
string(12) "when started"
