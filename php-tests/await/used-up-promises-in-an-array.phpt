--TEST--
A promise that was chained from gives null beside its successor
--EXTENSIONS--
pokio
--FILE--
<?php
$first = async(fn () => 1);
$second = $first->then(fn (int $n) => $n + 1);
var_dump(await(['first' => $first, 'second' => $second]));
?>
--EXPECT--
array(2) {
  ["first"]=>
  NULL
  ["second"]=>
  int(2)
}
