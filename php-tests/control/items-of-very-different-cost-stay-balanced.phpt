--TEST--
While one item takes as long as all others together, the others run in the other process
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
    for ($i = 0; $i < 100; $i++) {
        yield $i;
    }
};
$task = function (int $i): array {
    $began = hrtime(true);
    usleep($i === 5 ? 1_500_000 : 1_000);

    return [getmypid(), $began, hrtime(true)];
};
$calls = [
    'array' => fn () => Pokio\map(range(0, 99), $task, concurrency: 2),
    'generator' => fn () => Pokio\map($items(), $task, concurrency: 2),
    'unordered' => fn () => iterator_to_array(Pokio\stream($items(), $task, ordered: false, concurrency: 2)),
];
foreach ($calls as $name => $call) {
    $results = $call();
    [$slow, $from, $to] = $results[5];
    unset($results[5]);
    // All that had not ended before ran beside it.
    $after = array_filter($results, fn (array $result) => $result[1] >= $to);
    $beside = array_filter($results, fn (array $result) => $result[1] > $from && $result[2] < $to && $result[0] !== $slow);
    echo $name, ': ', count($after), ' after it, ', count($beside) > 80 ? 'the others beside it' : count($beside) . ' beside it', "\n";
}
?>
--EXPECT--
array: 0 after it, the others beside it
generator: 0 after it, the others beside it
unordered: 0 after it, the others beside it
