--TEST--
Hooks are called for each process of await([...]) also with pokio.tasks_per_process
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
$count = array_fill_keys(['before', 'tasks', 'parent'], 0);
$hook = Pokio\atFork(before: function () use (&$count) {
    $count['before']++;
}, child: fn () => $GLOBALS['ran'] = 0, end: fn () => $GLOBALS['ran'], parent: function (int $ran) use (&$count) {
    $count['parent']++;
    $count['tasks'] += $ran;
});
$task = fn () => ++$GLOBALS['ran'];
await([async($task), async($task), async($task), async($task)]);
var_dump($count['before'] === $count['parent'], $count['tasks']);
$hook->remove();
$hook = Pokio\atFork(before: fn () => throw new DomainException('refused'));
try {
    await([async($task), async($task)]);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
$hook->remove();
$GLOBALS['ran'] = 0;
echo json_encode(await([async(fn () => 1), async(fn () => 2)])), "\n";
?>
--EXPECT--
bool(true)
int(4)
refused
[1,2]
