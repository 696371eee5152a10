--TEST--
The array given is not changed, and its promises stay promises
--EXTENSIONS--
pokio
--FILE--
<?php
$promises = ['x' => async(fn () => 1), 'y' => async(fn () => 2)];
$copy = $promises;
await($promises);
var_dump($promises === $copy, $promises['x'] instanceof Pokio\Promise);
?>
--EXPECT--
bool(true)
bool(true)
