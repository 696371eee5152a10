--TEST--
Messages of items that share processes come with their keys, in order, before the outcomes
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$items = function (): Generator {
    for ($i = 0; $i < 60; $i++) {
        yield "k$i" => $i;
    }
};
$task = function (int $i): int {
    for ($j = 0; $j < 20; $j++) {
        Pokio\send($i % 7 === 3 ? str_repeat("$j ", 3_000) : $j);
    }
    Pokio\send((object) ['last' => $i]);

    return getmypid();
};
$got = [];
$receive = function (mixed $message, string $key) use (&$got): void {
    $got[$key][] = is_string($message) ? (int) $message : (is_object($message) ? "last $message->last" : $message);
};
$right = function (string $key) use (&$got): bool {
    return ($got[$key] ?? []) === [...range(0, 19), 'last ' . substr($key, 1)];
};
$calls = [
    'map' => fn () => Pokio\map($items(), $task, concurrency: 3, onMessage: $receive),
    'array' => fn () => Pokio\map(iterator_to_array($items()), $task, concurrency: 3, onMessage: $receive),
    'ordered' => fn () => Pokio\stream($items(), $task, concurrency: 3, onMessage: $receive),
    'unordered' => fn () => Pokio\stream(iterator_to_array($items()), $task, ordered: false, concurrency: 3, onMessage: $receive),
];
foreach ($calls as $name => $call) {
    $got = $processes = [];
    $before = 0;
    foreach ($call() as $key => $process) {
        $before += $right($key);
        $processes[$process] = true;
    }
    echo $name, ': ', $before, ' ', count($got), ' ', count($processes) <= 3 ? 'shared' : 'not shared', "\n";
}
// Also before a limit and a death.
$got = [];
$how = fn (int $i) => match ($i) {
    1 => Pokio\send('before the limit') ?? sleep(60),
    2 => Pokio\send('before the end') ?? exit(2),
    default => Pokio\send('sent'),
};
foreach (Pokio\stream(range(0, 3), $how, settle: true, concurrency: 1, timeout: 3, onMessage: function (string $message, int $key) use (&$got) { $got[$key] = $message; }) as $key => $outcome) {
    echo $key, ' ', $outcome->status->name, ': ', $got[$key] ?? 'nothing', "\n";
}
// One that is sent to a process of its own.
Pokio\map((function () { yield 'a' => 1; yield 'b' => fn () => 2; })(), fn (mixed $item) => Pokio\send(is_int($item) ? $item : $item()), concurrency: 1, onMessage: function (int $message, string $key): void { echo "$key $message\n"; });
?>
--EXPECT--
map: 60 60 shared
array: 60 60 shared
ordered: 60 60 shared
unordered: 60 60 shared
0 Fulfilled: sent
1 TimedOut: before the limit
2 Died: before the end
3 Fulfilled: sent
a 1
b 2
