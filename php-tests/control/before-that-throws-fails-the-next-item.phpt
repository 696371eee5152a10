--TEST--
A throw in before() is the outcome of the call's next item, and the other items run; when it throws again and no process runs, it is that of all items, and is not called again
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$calls = 0;
$throws = fn (int $call): bool => true;
Pokio\atFork(before: function () use (&$calls, &$throws) {
    if ($throws(++$calls)) {
        throw new DomainException("before $calls");
    }
});
$inputs = [
    'array' => fn () => range(0, 9),
    'generator' => fn () => yield from range(0, 9),
    'what cannot be sent' => fn () => new ArrayIterator(array_map(fn (int $i) => fn () => $i, range(0, 9))),
];
$number = fn (int|Closure $item) => is_int($item) ? $item : $item();
$failures = ['always' => fn () => true, 'once' => fn (int $call) => $call === 1, 'later' => fn (int $call) => $call === 2];
$cells = 0;
foreach ($failures as $when => $throws) {
    foreach ($inputs as $kind => $input) {
        foreach ([1, 2] as $concurrency) {
            foreach ([null, 1, 3] as $tasksPerProcess) {
                foreach ([true, false] as $ordered) {
                    $cells++;
                    $calls = 0;
                    $words = [];
                    foreach (Pokio\stream($input(), $number, ordered: $ordered, settle: true, concurrency: $concurrency, tasksPerProcess: $tasksPerProcess) as $key => $outcome) {
                        if ($outcome->status === Pokio\Status::Failed ? ! str_starts_with($outcome->error->getMessage(), 'before ') || $outcome->pid !== null : $outcome->value !== $key) {
                            var_dump($outcome);
                        }
                        $words[] = $outcome->error?->getMessage();
                    }
                    $failed = count(array_filter($words));
                    $single = $tasksPerProcess === 1 || $kind === 'what cannot be sent';
                    $expected = match ($when) {
                        'always' => count($words) === 10 && $failed === 10 && $calls === ($single ? 10 : 2),
                        // A process that is there may have taken all before a second one is to be made.
                        'once' => count($words) === 10 && $failed === 1,
                        // The same: what is thrown is logged then.
                        'later' => count($words) === 10 && ($failed === min(1, $calls - 1) || ! $single && $concurrency === 2 && $failed === 0),
                    };
                    if (! $expected) {
                        echo "$when $kind $concurrency ", json_encode($tasksPerProcess), ": $calls calls, ", json_encode($words), "\n";
                    }
                }
            }
        }
    }
}
echo "$cells cells\n";
$throws = fn (int $call) => $call === 2;
$calls = 0;
echo json_encode(array_map(fn (Pokio\Outcome $outcome) => $outcome->error?->getMessage() ?? $outcome->value, Pokio\settle([fn () => 0, $refused = async(fn () => 1), fn () => 2], concurrency: 1))), "\n";
try {
    await($refused);
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
$calls = 0;
var_dump(Pokio\any([fn () => 0, fn () => 1], concurrency: 1));
foreach (['all' => Pokio\all(...), 'race' => Pokio\race(...)] as $name => $function) {
    $calls = 1;
    try {
        $function([fn () => usleep(10_000_000), fn () => 1], concurrency: 1);
    } catch (DomainException $e) {
        echo $name, ' ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
108 cells
[0,"before 2",2]
The promise has already been resolved.
int(0)
all before 2
race before 2
