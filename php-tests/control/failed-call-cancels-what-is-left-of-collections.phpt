--TEST--
Promises of an iterator over a collection whose turn never came are cancelled, also when the call throws
--EXTENSIONS--
pokio
--FILE--
<?php
final class Tasks implements IteratorAggregate
{
    public function __construct(private array $tasks) {}

    public function getIterator(): Iterator
    {
        return new ArrayIterator($this->tasks);
    }
}

function storage(array $tasks): SplObjectStorage
{
    $storage = new SplObjectStorage;
    array_map(fn ($task) => $storage[$task] = null, $tasks);

    return $storage;
}

function queue(array $tasks): SplQueue
{
    $queue = new SplQueue;
    array_map($queue->enqueue(...), $tasks);

    return $queue;
}

$collections = [
    'array' => fn (array $tasks) => $tasks,
    'ArrayIterator' => fn (array $tasks) => new ArrayIterator($tasks),
    'ArrayObject' => fn (array $tasks) => new ArrayObject($tasks),
    'SplFixedArray' => SplFixedArray::fromArray(...),
    'SplObjectStorage' => storage(...),
    'SplQueue' => queue(...),
    'IteratorAggregate' => fn (array $tasks) => new Tasks($tasks),
];
$calls = [
    'all' => Pokio\all(...),
    'race' => Pokio\race(...),
    'left' => function (iterable $tasks, int $concurrency) {
        foreach (Pokio\stream($tasks, concurrency: $concurrency, settle: true) as $outcome) {
            break;
        }
    },
    'thrown' => fn (iterable $tasks, int $concurrency) => iterator_to_array(Pokio\stream($tasks, concurrency: $concurrency)),
    'unordered' => fn (iterable $tasks, int $concurrency) => iterator_to_array(Pokio\stream($tasks, ordered: false, concurrency: $concurrency)),
];
foreach ($collections as $name => $make) {
    foreach ($calls as $call => $function) {
        $tasks = [async(fn () => throw new DomainException)];
        for ($i = 0; $i < 8; $i++) {
            $tasks[] = async(fn () => $i);
        }
        try {
            $function($make($tasks), concurrency: 1);
        } catch (DomainException) {
        }
        $last = $tasks[8];
        unset($tasks);
        try {
            Pokio\await($last);
            echo "$name, $call: not cancelled\n";
        } catch (Pokio\Exceptions\TaskCancelled) {
        }
    }
}
echo "cancelled\n";
?>
--EXPECT--
cancelled
