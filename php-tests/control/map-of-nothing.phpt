--TEST--
map() of nothing gives an empty array
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(Pokio\map([], fn () => print('never')) === [], Pokio\map(new ArrayIterator, fn () => print('never')) === []);
?>
--EXPECT--
bool(true)
bool(true)
