--TEST--
The random numbers of an item depend on its number alone: not on its process, nor on whether it could be sent, nor on the fork
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
function drawn(string $how): array
{
    mt_srand(7);
    $items = (function (): Generator {
        for ($i = 0; $i < 12; $i++) {
            yield $i % 5 === 2 ? fn () => $i : $i;
        }
    })();
    $task = fn (mixed $item) => mt_rand();

    return match ($how) {
        'map' => Pokio\map($items, $task, concurrency: 3),
        'array' => Pokio\map(iterator_to_array($items), $task, concurrency: 2),
        'one each' => Pokio\map($items, $task, tasksPerProcess: 1),
        'stream' => iterator_to_array(Pokio\stream($items, $task, concurrency: 2)),
        'unordered' => (function () use ($items, $task) {
            $all = iterator_to_array(Pokio\stream($items, $task, ordered: false, concurrency: 3));
            ksort($all);

            return $all;
        })(),
    };
}
if (isset($argv[1])) {
    echo json_encode(drawn($argv[1])), "\n";
    exit;
}
// Numbers count from a program's start.
$program = fn (string $runtime, string $how) => shell_exec(php("-d pokio.runtime=$runtime") . ' ' . escapeshellarg(__FILE__) . ' ' . escapeshellarg($how));
$first = $program('fork', 'map');
var_dump(count(array_unique(json_decode($first))));
foreach (['array', 'one each', 'stream', 'unordered'] as $how) {
    echo $how, ' ', $program('fork', $how) === $first ? 'same' : 'others', "\n";
}
echo 'sync ', $program('sync', 'map') === $first ? 'same' : 'others', "\n";
?>
--EXPECT--
int(12)
array same
one each same
stream same
unordered same
sync same
