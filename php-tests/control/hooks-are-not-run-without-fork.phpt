--TEST--
Without fork hooks are registered and removed, and never called
--EXTENSIONS--
pokio
--FILE--
<?php
pokio()->useSync();
$hook = Pokio\atFork(before: fn () => print("before\n"), child: fn () => print("child\n"), end: fn () => print("end\n"), parent: fn () => print("parent\n"));
var_dump($hook instanceof Pokio\Hook, Pokio\map([1], fn (int $n) => $n));
$hook->remove();
$hook->remove();
await(async(fn () => 1));
?>
--EXPECT--
bool(true)
array(1) {
  [0]=>
  int(1)
}
