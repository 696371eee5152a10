--TEST--
An item with a resource in one of PHP's own collections reaches its task with the resource
--EXTENSIONS--
pokio
--FILE--
<?php
$resource = fopen('data://text/plain,read', 'r');
$queue = new SplQueue;
$queue[] = $resource;
$storage = new SplObjectStorage;
$storage[new stdClass] = ['inside' => $resource];

$items = function () use ($resource, $queue, $storage) {
    yield 'ArrayObject' => new ArrayObject([$resource]);
    yield 'ArrayIterator' => new ArrayIterator([$resource]);
    yield 'SplFixedArray' => SplFixedArray::fromArray([$resource]);
    yield 'SplQueue' => $queue;
    yield 'SplObjectStorage' => $storage;
    yield 'one in another' => new ArrayObject([new ArrayObject([[$resource]])]);
};
$found = function (mixed $item) use (&$found): string {
    foreach ($item as $key => $value) {
        $value = $item instanceof SplObjectStorage ? $item[$value] : $value;

        return is_iterable($value) ? $found($value) : gettype($value);
    }
};
foreach (Pokio\map($items(), $found) as $kind => $type) {
    echo "$kind: $type\n";
}
?>
--EXPECT--
ArrayObject: resource
ArrayIterator: resource
SplFixedArray: resource
SplQueue: resource
SplObjectStorage: resource
one in another: resource
