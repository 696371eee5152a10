--TEST--
An item of a generator that cannot be serialized has a process of its own, at its place among the others
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$file = fopen('data://text/plain,read', 'r');
$items = function () use ($file): Generator {
    for ($i = 0; $i < 24; $i++) {
        yield "k$i" => match ($i % 4) {
            1 => fn () => "closure $i",
            3 => ['deep' => ['inside' => $file]],
            default => $i,
        };
    }
};
$task = function (mixed $item): array {
    static $served = 0;
    $served++;
    $value = match (true) {
        $item instanceof Closure => $item(),
        is_array($item) => get_resource_type($item['deep']['inside']),
        default => "number $item",
    };

    return [$value, $served, getmypid()];
};
$expected = [];
for ($i = 0; $i < 24; $i++) {
    $expected["k$i"] = match ($i % 4) { 1 => "closure $i", 3 => 'stream', default => "number $i" };
}
foreach ([1, 3] as $concurrency) {
    $calls = [
        Pokio\map($items(), $task, concurrency: $concurrency),
        iterator_to_array(Pokio\stream($items(), $task, concurrency: $concurrency)),
        iterator_to_array(Pokio\stream($items(), $task, ordered: false, concurrency: $concurrency)),
    ];
    foreach ($calls as $place => $results) {
        $values = array_map(fn (array $result) => $result[0], $results);
        $place === 2 && uksort($values, 'strnatcmp');
        $apart = array_filter($results, fn (array $result) => ! str_starts_with($result[0], 'number'));
        // Nobody has been at work in their processes before.
        echo $values === $expected ? 'right' : json_encode($values), ', ', count($apart), ' apart in ', count(array_unique(array_column($apart, 2))), ', each the ', max(array_column($apart, 1)), "st\n";
    }
}
// None can be sent.
var_dump(array_sum(Pokio\map((function () { for ($i = 0; $i < 5; $i++) { yield fn () => $i; } })(), fn (Closure $item) => $item())));
?>
--EXPECT--
right, 12 apart in 12, each the 1st
right, 12 apart in 12, each the 1st
right, 12 apart in 12, each the 1st
right, 12 apart in 12, each the 1st
right, 12 apart in 12, each the 1st
right, 12 apart in 12, each the 1st
int(10)
