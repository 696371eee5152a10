--TEST--
Example: random numbers in tasks
--EXTENSIONS--
pokio
--INI--
pokio.tasks_per_process=1
--FILE--
<?php
require __DIR__ . '/../../examples/random.php';
?>
--EXPECT--
mt_rand(): two numbers
Randomizer: twice the same number
