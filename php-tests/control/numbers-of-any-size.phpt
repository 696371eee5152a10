--TEST--
concurrency and tasksPerProcess may be any number from their least on
--EXTENSIONS--
pokio
--FILE--
<?php
use function Pokio\{all, map, stream};

$items = ['a' => 1, 'b' => 2];
$same = fn (int $n) => $n;
$pulled = function () use ($items) {
    yield from $items;
};
foreach ([1, 2 ** 16, 2 ** 32 - 1, 2 ** 32, PHP_INT_MAX] as $number) {
    $options = ['concurrency' => $number, 'tasksPerProcess' => $number];
    $results = [
        map($items, $same, ...$options),
        map($pulled(), $same, ...$options),
        iterator_to_array(stream($items, $same, ...$options)),
        iterator_to_array(stream($pulled(), $same, ...$options)),
        all(['a' => fn () => 1, 'b' => fn () => 2], concurrency: $number),
    ];
    echo count(array_filter($results, fn (array $result) => $result === $items)), "\n";
}
?>
--EXPECT--
5
5
5
5
5
