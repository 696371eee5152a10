--TEST--
The first failure is thrown while later tasks still run, as when each has a process of its own
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
$started = microtime(true);
$slow = async(fn () => sleep(20));
try {
    await([async(fn () => throw new Exception('first')), $slow]);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
var_dump(microtime(true) - $started < 15);
Pokio\cancel($slow);
?>
--EXPECT--
first
bool(true)
