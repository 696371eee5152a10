<?php

// The values that tasks return, and the memory that the caller holds.

/** Builds a value by its name; the string has so many MB. */
function value(string $name, int $megabytes): mixed
{
    mt_srand(20260101);

    return match ($name) {
        'ints' => array_map(fn () => mt_rand(), range(1, 100_000)),
        'floats' => array_map(fn () => mt_rand() / 7, range(1, 100_000)),
        'strings' => array_map(fn (int $i) => "string $i", range(1, 10_000)),
        'rows' => array_map(fn (int $i) => [
            'id' => $i,
            'name' => "name $i",
            'score' => $i / 3,
            'open' => $i % 2 === 0,
            'gone' => null,
            'group' => 'a',
            'amount' => $i * 7,
            'text' => "the text of row $i",
        ], range(1, 1_000)),
        'string' => str_repeat('abcdefgh', $megabytes << 17),
    };
}

/** How many elements a value has that a figure per element counts. */
function elements(string $name): int
{
    return match ($name) {
        'ints', 'floats' => 100_000,
        'strings' => 10_000,
        'rows' => 8_000,
    };
}

/** Arrays of integers and of strings, half of the memory each, until PHP holds so many MB. */
function heap(int $megabytes): array
{
    $held = [];
    for ($i = 0; memory_get_usage() < $megabytes << 20; $i++) {
        $held[] = range($i, $i + 65_535); // 1 MB
        $held[] = array_map(fn (int $j) => str_pad("row $i.$j ", 100, '.'), range(1, 7_500)); // about 1 MB
    }

    return $held;
}
