--TEST--
A few processes share the items of a generator, in map() and in stream(), ordered or not
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
    for ($i = 0; $i < 300; $i++) {
        yield "k$i" => [$i, str_repeat('x', $i)];
    }
};
$task = function (array $item, string $key): array {
    static $served = 0;

    return [++$served, getmypid(), $item[0], strlen($item[1]), $key];
};
$calls = [
    'map' => fn () => Pokio\map($items(), $task, concurrency: 3),
    'ordered' => fn () => iterator_to_array(Pokio\stream($items(), $task, concurrency: 3)),
    'unordered' => fn () => iterator_to_array(Pokio\stream($items(), $task, ordered: false, concurrency: 3)),
];
foreach ($calls as $name => $call) {
    $results = $call();
    $wrong = 0;
    foreach ($results as $key => [, , $number, $length, $given]) {
        $wrong += $key !== "k$number" || $given !== $key || $length !== $number;
    }
    $numbers = array_column($results, 2);
    $inOrder = $numbers === range(0, 299);
    echo $name, ': ', count($results), ', ', $wrong, ' wrong, ', $inOrder || $name === 'unordered' ? 'in order' : 'not in order', ', ';
    echo count(array_unique(array_column($results, 1))) <= 3 ? 'few processes' : 'many processes', ', ', max(array_column($results, 0)) >= 100 ? 'shared' : 'not shared', "\n";
}
?>
--EXPECT--
map: 300, 0 wrong, in order, few processes, shared
ordered: 300, 0 wrong, in order, few processes, shared
unordered: 300, 0 wrong, in order, few processes, shared
