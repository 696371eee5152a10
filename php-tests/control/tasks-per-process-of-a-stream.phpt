--TEST--
tasksPerProcess bounds how many items a process takes, also of a generator
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
    yield from range(0, 19);
};
foreach ([1, 3, 0] as $share) {
    $calls = [
        Pokio\map($items(), fn (int $i) => getmypid(), concurrency: 2, tasksPerProcess: $share),
        iterator_to_array(Pokio\stream($items(), fn (int $i) => getmypid(), concurrency: 2, tasksPerProcess: $share)),
        iterator_to_array(Pokio\stream(range(0, 19), fn (int $i) => getmypid(), concurrency: 2, tasksPerProcess: $share)),
    ];
    foreach ($calls as $processes) {
        $most = max(array_count_values($processes));
        echo count($processes), ' ', $share === 0 ? ($most > 3 ? 'many each' : 'few each') : ($most <= $share ? "at most $share each" : "$most each"), "\n";
    }
}
?>
--EXPECT--
20 at most 1 each
20 at most 1 each
20 at most 1 each
20 at most 3 each
20 at most 3 each
20 at most 3 each
20 many each
20 many each
20 many each
