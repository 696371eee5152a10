--TEST--
Items and messages that are nested too deeply for PHP's serializer end no process; hooks may make them flat
--INI--
memory_limit=-1
--FILE--
<?php
// PHP itself destroys so many with the stack that it has; one built to check itself, fewer.
const LEVELS = PHP_DEBUG ? 15_000 : 40_000;

$makes = [
    'arrays' => function () {
        for ($deep = [], $i = 0; $i < LEVELS; $i++) {
            $deep = [$deep];
        }

        return $deep;
    },
    'objects' => function () {
        for ($deep = null, $i = 0; $i < LEVELS; $i++) {
            $outer = new stdClass;
            $outer->inner = $deep;
            $deep = $outer;
        }

        return $deep;
    },
];
foreach ($makes as $name => $make) {
    // As for every item that cannot be serialized, its process is forked for it.
    echo $name, ': ', implode(', ', Pokio\map((fn () => yield $make())(), fn (mixed $deep) => gettype($deep))), "\n";
    foreach (['fork', 'sync'] as $runtime) {
        $runtime === 'fork' ? pokio()->useFork() : pokio()->useSync();
        try {
            Pokio\await(Pokio\async(fn () => Pokio\send($make()), onMessage: fn () => print("received\n")));
        } catch (RuntimeException $e) {
            echo get_class($e), ': ', $e->getMessage(), "\n";
        }
    }
    pokio()->useFork();
}

// A fiber has a small stack, and so has a task that is started in one.
$sent = function (): string {
    for ($deep = null, $i = 0; $i < 3_000; $i++) {
        $outer = new stdClass;
        $outer->inner = $deep;
        $deep = $outer;
    }
    $outer = null;
    try {
        Pokio\send($deep);
        $told = 'sent';
    } catch (RuntimeException $e) {
        $told = $e->getMessage();
    }
    // From the outside, which takes no stack.
    while ($deep) {
        $inner = $deep->inner;
        $deep = null;
        $deep = $inner;
        $inner = null;
    }

    return $told;
};
$inFiber = function (Closure $call): mixed {
    ($fiber = new Fiber($call))->start();

    return $fiber->getReturn();
};
foreach (['fork', 'sync'] as $runtime) {
    $runtime === 'fork' ? pokio()->useFork() : pokio()->useSync();
    $received = fn () => print("received\n");
    echo 'fiber of a task: ', Pokio\await(Pokio\async(fn () => $inFiber($sent), onMessage: $received)), "\n";
    echo 'task of a fiber: ', $inFiber(fn () => Pokio\await(Pokio\async($sent, onMessage: $received))), "\n";
}
pokio()->useFork();

// PHP's own collections have hooks of which it is known what they give.
$sent = function (): string {
    for ($deep = null, $i = 0; $i < 12_000; $i++) {
        $deep = new ArrayObject([$deep]);
    }
    try {
        Pokio\send($deep);
        $told = 'sent';
    } catch (RuntimeException $e) {
        $told = $e->getMessage();
    }
    // From the outside, which takes no stack.
    while ($deep) {
        $inner = $deep[0];
        $deep = null;
        $deep = $inner;
        $inner = null;
    }

    return $told;
};
foreach (['fork', 'sync'] as $runtime) {
    $runtime === 'fork' ? pokio()->useFork() : pokio()->useSync();
    echo 'ArrayObject: ', Pokio\await(Pokio\async($sent, onMessage: fn () => print("received\n"))), "\n";
}
pokio()->useFork();

// A list that is long as an object, and flat as it is written.
class Node
{
    public ?Node $next = null;
}
class NodeList implements Countable
{
    public ?Node $first = null;

    public function count(): int
    {
        for ($count = 0, $node = $this->first; $node; $node = $node->next) {
            $count++;
        }

        return $count;
    }

    public function __serialize(): array
    {
        return ['count' => count($this)];
    }

    public function __unserialize(array $data): void
    {
        for ($i = 0; $i < $data['count']; $i++) {
            $node = new Node;
            $node->next = $this->first;
            $this->first = $node;
        }
    }
}
$list = new NodeList;
$list->__unserialize(['count' => 10_000]);
Pokio\await(Pokio\async(fn () => Pokio\send($list), onMessage: fn (NodeList $list) => print(count($list) . "\n")));
class Failure extends Exception
{
    public ?NodeList $list = null;
}
try {
    await(async(function () use ($list) {
        $failure = new Failure;
        $failure->list = $list;
        throw $failure;
    }));
} catch (Failure $failure) {
    echo count($failure->list), "\n";
}
?>
--EXPECT--
arrays: array
RuntimeException: The message could not be sent: the value is nested too deeply
RuntimeException: The message could not be sent: the value is nested too deeply
objects: object
RuntimeException: The message could not be sent: the value is nested too deeply
RuntimeException: The message could not be sent: the value is nested too deeply
fiber of a task: The message could not be sent: the value is nested too deeply
task of a fiber: The message could not be sent: the value is nested too deeply
fiber of a task: The message could not be sent: the value is nested too deeply
task of a fiber: The message could not be sent: the value is nested too deeply
ArrayObject: The message could not be sent: the value is nested too deeply
ArrayObject: The message could not be sent: the value is nested too deeply
10000
10000
