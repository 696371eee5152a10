--TEST--
A trace has a bar for each item of processes that share them, one after another in the lane of its process
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
require __DIR__ . '/trace.inc';
$events = events(<<<'PHP'
Pokio\map(['a' => 1, 'b' => 2, 'c' => 3, 'd' => 4], fn ($n) => usleep(20000), concurrency: 2);
foreach (Pokio\stream((function () { yield 'e' => 5; yield 'f' => 6; yield 'g' => 7; })(), fn ($n) => $n === 6 ? exit(3) : usleep(20000), settle: true, concurrency: 1) as $outcome);
PHP);
$bars = array_values(array_filter($events, fn (array $event) => ($event['cat'] ?? '') === 'task'));
usort($bars, fn (array $a, array $b) => $a['name'] <=> $b['name']);
foreach ($bars as $bar) {
    echo $bar['name'], ': ', $bar['args']['status'], $bar['name'] === 'f' || $bar['args']['milliseconds'] >= 19 ? '' : " in only {$bar['args']['milliseconds']}", "\n";
}
foreach ($bars as $one) {
    foreach ($bars as $other) {
        if ($one !== $other && $one['tid'] === $other['tid'] && $one['ts'] < $other['ts'] && $one['ts'] + $one['dur'] > $other['ts'] + 1) {
            echo "$one[name] and $other[name] overlap\n";
        }
    }
}
?>
--EXPECT--
a: fulfilled
b: fulfilled
c: fulfilled
d: fulfilled
e: fulfilled
f: died
g: fulfilled
