--TEST--
The caller's memory does not grow with the number of tasks
--FILE--
<?php
$round = function () {
    for ($i = 0; $i < 100; $i++) {
        await(async(fn () => [$i, str_repeat('x', 1000)]));
    }
    await(array_map(fn (int $i) => async(fn () => $i % 7 === 0 ? exit : new ArrayObject([$i])), range(1, 50)));
    try {
        await(async(fn () => throw new Exception));
    } catch (Exception) {
    }
};
$round();
gc_collect_cycles();
$before = memory_get_usage();
$round();
$round();
gc_collect_cycles();
var_dump(memory_get_usage() - $before < 10_000);
?>
--EXPECT--
bool(true)
