--TEST--
A program that waits for any child, a task too, still gets the task's value
--EXTENSIONS--
pcntl
--FILE--
<?php
$value = async(fn () => 'value');
$value->defer();
$death = async(fn () => exit(3));
$death->defer();
while (pcntl_wait($status) > 0) {
}
var_dump(await($value), await($death), await(async(fn () => 'the next one')));
?>
--EXPECT--
string(5) "value"
NULL
string(12) "the next one"
