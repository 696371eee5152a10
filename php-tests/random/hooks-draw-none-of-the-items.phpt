--TEST--
What child() of atFork() draws changes no number of an item
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
require __DIR__ . '/numbers.inc';
$maps = $awaits = [];
foreach (['', 'Pokio\atFork(child: fn () => [mt_rand(), @lcg_value()]);', 'Pokio\atFork(child: fn () => mt_srand(9));'] as $hook) {
    foreach ([[1, 2], [0, 2], [3, 3]] as [$tasks, $concurrency]) {
        $maps[] = printed("$hook mt_srand(7); @lcg_value(); echo json_encode(Pokio\\map(range(1, 12), fn () => mt_rand(), concurrency: $concurrency, tasksPerProcess: $tasks));");
        $awaits[] = printed("$hook mt_srand(7); @lcg_value(); echo json_encode(await(array_map(fn () => async(fn () => mt_rand()), range(1, 12))));", "-d pokio.tasks_per_process=$tasks");
    }
}
var_dump(count(array_unique(json_decode($maps[0]))), count(array_unique($maps)), count(array_unique($awaits)));
?>
--EXPECT--
int(12)
int(1)
int(1)
