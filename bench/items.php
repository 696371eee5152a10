<?php

/**
 * What an item of many costs, in nanoseconds, all that a call takes included:
 *
 *     php -d extension=target/release/libpokio.so bench/items.php [items] [processes]
 */

use function Pokio\map;
use function Pokio\stream;

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
$same = fn ($item) => $item;

$cases = [
    'map, array' => fn () => map($numbers, $same, $processes),
    'map, array, one process' => fn () => map($numbers, $same, 1),
    'map, array of rows' => fn () => map($rows, $same, $processes),
    'map, generator' => fn () => map($generate($numbers), $same, $processes),
    'map, generator of rows' => fn () => map($generate($rows), $same, $processes),
    'stream, array' => fn () => iterator_to_array(stream($numbers, $same, concurrency: $processes)),
    'stream, generator' => fn () => iterator_to_array(stream($generate($numbers), $same, concurrency: $processes)),
    'stream, generator, unordered' => fn () => iterator_to_array(stream($generate($numbers), $same, ordered: false, concurrency: $processes)),
    'no process at all' => fn () => array_map($same, $numbers),
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
