--TEST--
Example: random numbers in tasks
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/random.php';
?>
--EXPECT--
mt_rand(): twice the same number
random_int(): two numbers
