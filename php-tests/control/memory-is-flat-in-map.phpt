--TEST--
Over the items of a generator map() grows by its results alone, and its processes do not grow (POKIO_ITEMS=1000000 for a million of them)
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
needs_memory_limit();
is_readable('/proc/self/status') || die('skip needs /proc');
?>
--INI--
memory_limit=-1
--FILE--
<?php
$most = (int) (getenv('POKIO_ITEMS') ?: 60_000);
// By the number: what /proc/self is, PHP remembers from the caller.
$resident = fn () => (int) preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/' . getmypid() . '/status'), $size) ? (int) $size[1] : 0;
function items(int $count): Generator
{
    for ($i = 0; $i < $count; $i++) {
        yield $i;
    }
}
foreach (['shared' => [null, $most], 'a process each' => [1, intdiv($most, 100)], 'some each' => [500, $most]] as $name => [$tasksPerProcess, $count]) {
    $part = intdiv($count, 3);
    $task = fn (int $i) => $i % intdiv($part, 20) === 0 ? [memory_get_usage(), $resident()] : true;
    foreach (['map', 'stream'] as $function) {
        $used = $grown = [];
        $before = memory_get_usage();
        $call = $function === 'map' ? Pokio\map(items($count), $task, concurrency: 2, tasksPerProcess: $tasksPerProcess) : Pokio\stream(items($count), $task, concurrency: 2, tasksPerProcess: $tasksPerProcess);
        $seen = 0;
        foreach ($call as $i => $result) {
            $seen++;
            if (is_array($result)) {
                $third = min(2, intdiv($i, $part));
                $used[$third] = max($used[$third] ?? 0, $result[0]);
                // A process that is made late has what its caller had then.
                $grown[$third] = max($grown[$third] ?? 0, $tasksPerProcess === null ? $result[1] : 0);
            }
        }
        // An element of an array takes 16 bytes, and the table has twice the places at most.
        $own = memory_get_usage() - $before - ($function === 'map' ? 32 * $count : 0);
        echo "$function, $name: ", $seen === $count && $used[2] - $used[0] < 200_000 + ($tasksPerProcess === null ? 0 : 48 * $count) && $grown[2] - $grown[0] < 2_000 && $own < 600_000 ? 'flat' : json_encode([$seen, $used, $grown, $own]), "\n";
        unset($call);
    }
}
?>
--EXPECT--
map, shared: flat
stream, shared: flat
map, a process each: flat
stream, a process each: flat
map, some each: flat
stream, some each: flat
