--TEST--
Where processes take many tasks, a trace has a bar for each task, in the place of its process
--EXTENSIONS--
pokio
posix
--FILE--
<?php
require __DIR__ . '/trace.inc';
$events = events(<<<'PHP'
await(array_map(fn (int $i) => async(fn () => match ($i) {
    3 => exit(3),
    5 => posix_kill(getmypid(), SIGKILL),
    7 => throw new Exception('no'),
    default => str_repeat('x', 1000 * $i),
}), range(0, 9)));
PHP, '-d pokio.tasks_per_process=0 -d pokio.max_processes=2');
$tasks = tasks($events);
ksort($tasks, SORT_NATURAL);
foreach ($tasks as $name => $bar) {
    echo $name, ': ', $bar['args']['status'], "\n";
}
var_dump($tasks['task 10']['args']['bytes'] > 9000, $tasks['task 10']['args']['peakMemory'] > 100_000);
usort($tasks, fn ($a, $b) => [$a['tid'], $a['ts']] <=> [$b['tid'], $b['ts']]);
$overlapping = 0;
foreach ($tasks as $index => $bar) {
    $before = $tasks[$index - 1] ?? null;
    $overlapping += $before && $before['tid'] === $bar['tid'] && $before['ts'] + $before['dur'] > $bar['ts'] + 1;
}
var_dump($overlapping, count(array_unique(array_column($tasks, 'tid'))) <= 2);
$counts = array_map(fn ($event) => $event['args']['tasks'], array_filter($events, fn ($event) => $event['ph'] === 'C'));
var_dump(max($counts) <= 2, end($counts));
?>
--EXPECT--
task 1: fulfilled
task 2: fulfilled
task 3: fulfilled
task 4: died
task 5: fulfilled
task 6: died
task 7: fulfilled
task 8: failed
task 9: fulfilled
task 10: fulfilled
bool(true)
bool(true)
int(0)
bool(true)
bool(true)
int(0)
