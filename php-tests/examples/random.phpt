--TEST--
Example: random numbers in tasks
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/random.php';
?>
--EXPECT--
mt_rand(): two numbers
Randomizer: twice the same number
