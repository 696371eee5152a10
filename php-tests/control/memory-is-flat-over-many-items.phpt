--TEST--
Neither the caller's memory nor that of its processes grows with the number of a generator's items
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
needs_memory_limit();
?>
--FILE--
<?php
function items(int $count): Generator
{
    for ($i = 0; $i < $count; $i++) {
        yield $i => ['number' => $i, 'text' => str_repeat('x', 200)];
    }
}
function resident(): int
{
    return (int) (preg_match('/^VmData:\s+(\d+)/m', (string) @file_get_contents('/proc/self/status'), $size) ? $size[1] : 0);
}
foreach ([true, false] as $ordered) {
    $sum = 0;
    $caller = $workers = [];
    foreach (Pokio\stream(items(30_000), fn (array $item) => [$item['number'], memory_get_usage(), resident()], ordered: $ordered, concurrency: 2) as $key => [$number, $used, $resident]) {
        $sum += $number;
        $part = intdiv($key, 10_000);
        $workers[$part] = max($workers[$part] ?? 0, $used + 1024 * $resident);
        $caller[$part] = max($caller[$part] ?? 0, memory_get_usage() + 1024 * resident());
    }
    var_dump($sum === array_sum(range(0, 29_999)), $workers[2] - $workers[0] < 300_000, $caller[2] - $caller[0] < 300_000);
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
