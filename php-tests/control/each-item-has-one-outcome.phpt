--TEST--
Each item runs once and has one outcome, its own, whatever ends the processes that share the items
--EXTENSIONS--
pokio
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_fork();
--INI--
error_log=/dev/null
display_errors=0
--FILE--
<?php
const ITEMS = 200;

/** What becomes of an item; of most, a value. */
function fate(int $item): string
{
    return ['killed', 'exit', 'error', 'exception', 'refused'][crc32("item $item") % 40] ?? 'value';
}

$task = function (int $item) use (&$log): mixed {
    fwrite($log, pack('V', $item));
    Pokio\send($item);

    return match (fate($item)) {
        'killed' => posix_kill(getmypid(), 9),
        'exit' => exit(3),
        'error' => (fn () => $undefined->method())(),
        'exception' => throw new Exception("no $item"),
        'refused' => fn () => $item,
        'value' => str_repeat("v$item ", $item % 10 === 0 ? 5_000 : 1),
    };
};
$expected = ['killed' => 'Died', 'exit' => 'Died', 'error' => 'Failed', 'exception' => 'Failed', 'refused' => 'Failed', 'value' => 'Fulfilled'];

$runs = 0;
foreach ([true, false] as $generator) {
    foreach ([0, 1, 4] as $tasksPerProcess) {
        foreach ([true, false] as $ordered) {
            $log = tmpfile();
            $items = $generator ? (fn () => yield from range(0, ITEMS - 1))() : range(0, ITEMS - 1);
            $messages = $seen = [];
            $stream = Pokio\stream(
                $items,
                $task,
                ordered: $ordered,
                settle: true,
                concurrency: 3,
                tasksPerProcess: $tasksPerProcess,
                onMessage: function (int $item, int $key) use (&$messages) { $messages[$key][] = $item; },
            );
            foreach ($stream as $item => $outcome) {
                $seen[] = $item;
                if ($outcome->status->name !== $expected[fate($item)]) {
                    echo "item $item, ", fate($item), ": {$outcome->status->name}\n";
                }
                if ($outcome->status === Pokio\Status::Fulfilled && $outcome->value !== str_repeat("v$item ", $item % 10 === 0 ? 5_000 : 1)) {
                    echo "item $item has another's value\n";
                }
                if (($messages[$item] ?? []) !== [$item]) {
                    echo "item $item: ", json_encode($messages[$item] ?? []), "\n";
                }
            }
            $run = unpack('V*', file_get_contents(stream_get_meta_data($log)['uri']));
            if (! $ordered) {
                sort($seen);
            }
            sort($run);
            if ($seen !== range(0, ITEMS - 1) || $run !== $seen) {
                echo count($seen), ' outcomes, ', count($run), " runs\n";
            }
            $runs++;
        }
    }
}
echo $runs, " ways\n";
?>
--EXPECT--
12 ways
