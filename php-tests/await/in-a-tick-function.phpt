--TEST--
await works in a tick function
--EXTENSIONS--
pokio
--FILE--
<?php
declare(ticks=1);
$count = 0;
register_tick_function(function () use (&$count) { $count += await(async(fn () => 1)); });
$x = 1;
$x = 2;
echo $count > 1 ? "ticked\n" : "ticks: $count\n";
?>
--EXPECT--
ticked
