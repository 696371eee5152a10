--TEST--
The same mt_srand() gives each task the same numbers: in every run, in shared processes, without fork
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/numbers.inc';
$code = <<<'PHP'
mt_srand(42);
$draw = fn () => mt_rand();
$all = [await([async($draw), async($draw), async($draw)])];
mt_rand();
$all[] = await(async($draw));
$all[] = await(async(function () use ($draw) {
    mt_rand();
    return [mt_rand(), await(async($draw)), mt_rand(), await(async($draw))];
}));
$all[] = Pokio\map(range(1, 9), $draw, concurrency: 3);
$all[] = Pokio\all([$draw, async($draw), $draw]);
$all[] = mt_rand();
echo json_encode($all);
PHP;
$first = printed($code);
var_dump(count(json_decode($first)));
var_dump(printed($code) === $first);
var_dump(printed($code, '-d pokio.tasks_per_process=0') === $first);
var_dump(printed($code, '-d pokio.runtime=sync') === $first);
?>
--EXPECT--
int(6)
bool(true)
bool(true)
bool(true)
