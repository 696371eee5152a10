--TEST--
All the steps of a chain run in the process of their task
--EXTENSIONS--
pokio
--FILE--
<?php
$steps = await(
    async(fn () => [getmypid()])
        ->then(fn (array $pids) => [...$pids, getmypid()])
        ->finally(fn () => $GLOBALS['pid'] = getmypid())
        ->then(fn (array $pids) => [...$pids, $GLOBALS['pid']])
        ->then(fn (array $pids) => throw new Exception(implode(' ', $pids)))
        ->catch(fn (Exception $e) => [...explode(' ', $e->getMessage()), getmypid()])
);
var_dump(count($steps), count(array_unique($steps)), in_array(getmypid(), array_map('intval', $steps), true));
?>
--EXPECT--
int(4)
int(1)
bool(false)
