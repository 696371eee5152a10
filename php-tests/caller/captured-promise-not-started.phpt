--TEST--
A captured promise that has not started runs in the task that awaits it, and in the caller's own
--FILE--
<?php
$source = async(fn () => getmypid());
[$inside, $task] = await(async(fn () => [await($source), getmypid()]));
$own = await($source);
var_dump($inside === $task, $own !== $task, $own !== getmypid());
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
