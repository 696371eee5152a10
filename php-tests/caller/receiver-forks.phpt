--TEST--
A process that a receiver of messages, the input or an item's hook forks by hand runs none of the call's tasks and gets none of its messages
--EXTENSIONS--
pokio
pcntl
--FILE--
<?php
$log = tempnam(sys_get_temp_dir(), 'log');

/** Once, with this name of the call: forks. */
function forkOnce(): void
{
    global $child;
    $child ??= pcntl_fork();
}

class Item
{
    public function __construct(public int $number) {}

    public function __serialize(): array
    {
        if (getmypid() === $GLOBALS['caller']) {
            forkOnce();
        }

        return [$this->number];
    }

    public function __unserialize(array $data): void
    {
        [$this->number] = $data;
    }
}

$caller = getmypid();
$received = 0;
$receive = function () use (&$received) {
    $received++;
    forkOnce();
};
$task = function (int $item) use ($log) {
    file_put_contents($log, "$item\n", FILE_APPEND);
    Pokio\send('begun');
    usleep(2000);
    Pokio\send('ended');

    return $item;
};
$generator = fn (iterable $items) => (fn () => yield from $items)();
$closures = array_map(fn (int $item) => fn () => $task($item), range(0, 7));
$calls = [
    'await' => fn () => array_map(Pokio\await(...), array_map(fn (Closure $closure) => Pokio\async($closure, onMessage: $receive), $closures)),
    'map' => fn () => Pokio\map(range(0, 7), $task, concurrency: 2, onMessage: $receive),
    'map of a generator' => fn () => Pokio\map($generator(range(0, 7)), $task, concurrency: 2, onMessage: $receive),
    'stream' => fn () => iterator_to_array(Pokio\stream(range(0, 7), $task, concurrency: 2, onMessage: $receive)),
    'settle' => fn () => array_column(Pokio\settle($closures, concurrency: 2, onMessage: $receive), 'value'),
    'one process each' => fn () => Pokio\map(range(0, 7), $task, concurrency: 2, tasksPerProcess: 1, onMessage: $receive),
    'input' => fn () => Pokio\map((function () {
        for ($i = 0; $i < 8; $i++) {
            if ($i === 4) {
                forkOnce();
            }
            yield $i;
        }
    })(), $task, concurrency: 2),
    'hook' => fn () => Pokio\map($generator(array_map(fn (int $i) => new Item($i), range(0, 7))), fn (Item $item) => $task($item->number), concurrency: 2),
];
foreach ($calls as $name => $call) {
    $child = null;
    $received = 0;
    file_put_contents($log, '');
    try {
        $result = $call();
    } catch (LogicException $exception) {
        $result = $exception->getMessage();
    }
    if ($child === 0) {
        echo "$name, the new process: $result", $received > 1 ? " $received messages" : '', "\n";
        // It has tasks of its own.
        exit(Pokio\map([1, 2], fn (int $i) => $i * 2) === [2, 4] ? 0 : 1);
    }
    pcntl_waitpid($child, $status);
    echo "$name: ", json_encode($result), ', ', $received, ' messages, ', count(file($log)), ' calls, status ', pcntl_wexitstatus($status), "\n";
}
unlink($log);
?>
--EXPECT--
await, the new process: The promise, stream or call was started by another process and can only be awaited there
await: [0,1,2,3,4,5,6,7], 16 messages, 8 calls, status 0
map, the new process: The promise, stream or call was started by another process and can only be awaited there
map: [0,1,2,3,4,5,6,7], 16 messages, 8 calls, status 0
map of a generator, the new process: The promise, stream or call was started by another process and can only be awaited there
map of a generator: [0,1,2,3,4,5,6,7], 16 messages, 8 calls, status 0
stream, the new process: The promise, stream or call was started by another process and can only be awaited there
stream: [0,1,2,3,4,5,6,7], 16 messages, 8 calls, status 0
settle, the new process: The promise, stream or call was started by another process and can only be awaited there
settle: [0,1,2,3,4,5,6,7], 16 messages, 8 calls, status 0
one process each, the new process: The promise, stream or call was started by another process and can only be awaited there
one process each: [0,1,2,3,4,5,6,7], 16 messages, 8 calls, status 0
input, the new process: The promise, stream or call was started by another process and can only be awaited there
input: [0,1,2,3,4,5,6,7], 0 messages, 8 calls, status 0
hook, the new process: The promise, stream or call was started by another process and can only be awaited there
hook: [0,1,2,3,4,5,6,7], 0 messages, 8 calls, status 0
