--TEST--
A trace has a bar for each task, with its name, status, bytes and peak memory
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
require __DIR__ . '/trace.inc';
$tasks = tasks(events(<<<'PHP'
$a = Pokio\async(fn () => usleep(20000), name: 'good "name"');
$b = Pokio\async(fn () => throw new Exception('no'), name: 'bad');
$c = Pokio\async(fn () => exit(3), name: 'dead');
$d = Pokio\async(fn () => sleep(10), name: 'slow', timeout: 0.1);
foreach ([$a, $b, $c, $d] as $promise) {
    $promise->defer();
}
foreach ([$a, $b, $c, $d] as $promise) {
    try { Pokio\await($promise); } catch (Throwable) {}
}
PHP));
foreach (['good "name"', 'bad', 'dead', 'slow'] as $name) {
    echo $name, ': ', $tasks[$name]['args']['status'], "\n";
}
$good = $tasks['good "name"'];
var_dump($good['dur'] >= 20000, $good['args']['peakMemory'] > 100_000, $good['args']['bytes'] > 0);
var_dump(count($tasks));
?>
--EXPECT--
good "name": fulfilled
bad: failed
dead: died
slow: timed out
bool(true)
bool(true)
bool(true)
int(4)
