--TEST--
A resource arrives as the integer 0, as serialize() writes it
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(await(async(fn () => fopen('php://memory', 'r'))));
var_dump(await(async(fn () => ['stream' => STDERR, 'rest' => 'kept'])));
$closed = fopen('php://memory', 'r');
fclose($closed);
var_dump(await(async(fn () => $closed)) === unserialize(serialize($closed)));
?>
--EXPECT--
int(0)
array(2) {
  ["stream"]=>
  int(0)
  ["rest"]=>
  string(4) "kept"
}
bool(true)
