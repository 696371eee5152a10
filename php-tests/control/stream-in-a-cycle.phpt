--TEST--
A stream in a cycle is collected wherever it stands, and its tasks are cancelled
--EXTENSIONS--
pokio
--FILE--
<?php
/** What of these is left when nobody refers to them but one another. */
function left(Closure $make): int
{
    $weak = $make();
    gc_collect_cycles();

    return count(array_filter($weak, fn (WeakReference $one) => $one->get() !== null));
}
$cells = 0;
foreach ([null, 1, 2] as $tasksPerProcess) {
    foreach ([0, 1, 2, 4, 9] as $steps) {
        foreach (['task', 'generator', 'iterator', 'array', 'onMessage', 'result', 'key', 'loop', 'property', 'closures', 'input throws'] as $kind) {
            $left = left(function () use ($tasksPerProcess, $steps, $kind) {
                $holder = new stdClass;
                $items = match ($kind) {
                    'generator' => (function () use ($holder) {
                        for ($i = 0; $i < 5; $i++) {
                            gc_collect_cycles();
                            yield $i => $i;
                        }
                    })(),
                    'key' => (function () use ($holder) {
                        for ($i = 0; $i < 5; $i++) {
                            yield $holder => $i;
                        }
                    })(),
                    'input throws' => (function () use ($holder) {
                        yield from [0, 1];
                        throw new ErrorException(previous: new class($holder) extends Exception {
                            public function __construct(public object $holder)
                            {
                            }
                        });
                    })(),
                    'iterator' => new ArrayIterator([0, 1, fn () => $holder, 3, 4]),
                    'array' => [0, 1, $holder, fn () => $holder, 4],
                    'closures' => array_fill(0, 5, fn () => spl_object_id($holder)),
                    default => new ArrayIterator(range(0, 4)),
                };
                $task = match ($kind) {
                    'task' => fn (mixed $item) => $item + count((array) $holder),
                    'closures' => null,
                    'result' => fn () => new stdClass,
                    default => function () {
                        Pokio\send('message');

                        return 1;
                    },
                };
                $receive = function () use ($holder) {
                    gc_collect_cycles();
                };
                $holder->stream = Pokio\stream($items, $task, tasksPerProcess: $tasksPerProcess, concurrency: 2, onMessage: $kind === 'onMessage' ? $receive : null);
                if ($kind === 'property') {
                    @$holder->stream->holder = $holder;
                    (array) $holder->stream;
                }
                $loop = $holder->stream;
                if ($kind === 'loop') {
                    $loop = $holder->loop = (function () use ($holder) {
                        foreach ($holder->stream as $key => $value) {
                            yield $key => $value;
                        }
                    })();
                }
                try {
                    for ($i = 0; $i < $steps && $loop->valid(); $i++) {
                        if ($kind === 'result') {
                            $loop->current()->back = $holder;
                        }
                        gc_collect_cycles();
                        if ($i + 1 < $steps) {
                            $loop->next();
                        }
                    }
                } catch (Exception $e) {
                    $holder->thrown = $e;
                }

                return [WeakReference::create($holder), WeakReference::create($holder->stream)];
            });
            $cells++;
            if ($left > 0) {
                echo 'tasksPerProcess ', json_encode($tasksPerProcess), ", $kind, after $steps steps: $left left\n";
            }
        }
    }
}
echo "$cells cells\n";

// What others hold stays, and is whole.
$holder = new stdClass;
$holder->stream = Pokio\stream(new ArrayIterator(range(1, 20)), function (int $i) use ($holder) {
    return [$i];
}, concurrency: 2);
$sum = 0;
foreach ($holder->stream as [$value]) {
    gc_collect_cycles();
    $sum += $value;
}
var_dump($sum);

// A promise that others hold as well as its copy does.
$holder = new stdClass;
$holder->promise = Pokio\async(fn () => Pokio\send('message') ?? 'value', onMessage: function (string $message) use ($holder) {
    echo $message, ' ', count((array) $holder), "\n";
});
$holder->promise->defer();
$holder->copy = clone $holder->promise;
gc_collect_cycles();
echo Pokio\await($holder->promise), "\n";
$weak = WeakReference::create($holder);
unset($holder);
gc_collect_cycles();
var_dump($weak->get());
?>
--EXPECT--
165 cells
int(210)
message 2
value
NULL
