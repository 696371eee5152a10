--TEST--
A Random\Engine object of the caller continues in a task from the caller's state
--EXTENSIONS--
pokio
--FILE--
<?php
mt_srand(42);
$engine = new Random\Engine\Mt19937(1);
$other = new Random\Engine\Mt19937(1);
$draw = fn () => bin2hex($engine->generate());
var_dump(await([async($draw), async($draw)]) === array_fill(0, 2, bin2hex($other->generate())));
?>
--EXPECT--
bool(true)
