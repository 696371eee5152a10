<?php

/**
 * What an item of many costs, in nanoseconds, all that a call takes included:
 *
 *     cargo build --release --features faults
 *     php -d extension=target/release/libpokio.so bench/items.php [items] [processes]
 */

use function Pokio\Internal\run_items;

$count = (int) ($argv[1] ?? 10000);
$processes = (int) ($argv[2] ?? 2);
$rounds = 25;

$numbers = range(1, $count);
$row = fn (int $i): array => ['id' => $i, 'name' => "user $i", 'mail' => "user$i@example.org", 'score' => $i / 3, 'active' => true];
$rows = array_map($row, $numbers);

/** @return \Generator<int, mixed> */
$generate = static function (array $items): \Generator {
    yield from $items;
};

$cases = [
    'array of integers' => fn () => run_items($numbers, fn ($i) => $i, $processes),
    'array of integers, one process' => fn () => run_items($numbers, fn ($i) => $i, 1),
    'array of integers, in order' => fn () => run_items($numbers, fn ($i) => $i, $processes, how: 1),
    'array of rows' => fn () => run_items($rows, fn ($row) => $row, $processes),
    'generator of integers' => fn () => run_items($generate($numbers), fn ($i) => $i, $processes),
    'generator of rows' => fn () => run_items($generate($rows), fn ($row) => $row, $processes),
    'no process at all' => fn () => array_map(fn ($i) => $i, $numbers),
];

foreach ($cases as $name => $case) {
    $times = [];
    for ($round = 0; $round < $rounds; $round++) {
        $start = hrtime(true);
        $result = $case();
        $times[] = (hrtime(true) - $start) / $count;
        if (count($result) !== $count) {
            exit("$name: ".count($result)." results\n");
        }
    }
    sort($times);
    printf("%-32s %8.0f (%.0f to %.0f)\n", $name, $times[intdiv($rounds, 2)], $times[intdiv($rounds, 4)], $times[intdiv(3 * $rounds, 4)]);
}
