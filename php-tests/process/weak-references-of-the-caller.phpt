--TEST--
An object of the caller that a task releases is gone there for WeakReference and WeakMap, whatever its class
--EXTENSIONS--
xmlwriter
--FILE--
<?php
class Plain
{
}

class Noisy
{
    public function __destruct()
    {
        echo "never in a task\n";
    }
}

class NoisyList extends ArrayObject
{
    public function __destruct()
    {
        echo "never in a task\n";
    }
}

class Writer extends XMLWriter
{
    public object $inner;
}

$make = [
    'plain' => fn () => new Plain(),
    'destructor' => fn () => new Noisy(),
    'ArrayObject' => fn () => new ArrayObject([1]),
    'ArrayObject with a destructor' => fn () => new NoisyList([1]),
    'closure' => function () { $n = 1; return function () use ($n) { return $n; }; },
    'date' => fn () => new DateTimeImmutable(),
    'exception' => fn () => new Exception(),
    'native' => fn () => new XMLWriter(),
    'generator' => fn () => (function () { yield 1; })(),
    'fiber' => fn () => new Fiber(fn () => 1),
];
foreach ($make as $name => $object) {
    $object = $object();
    $weak = WeakReference::create($object);
    $map = new WeakMap();
    $map[$object] = 1;
    [$refcount, $cycle] = await([
        async(function () use (&$object, $weak, $map) {
            $object = null;

            return [$weak->get(), count($map)];
        }),
        async(function () use (&$object, $weak, $map) {
            $holder = new stdClass();
            $holder->holder = $holder;
            $holder->object = $object;
            $object = $holder = null;
            gc_collect_cycles();

            return [$weak->get(), count($map)];
        }),
    ]);
    echo "$name: ", json_encode([$refcount, $cycle]), ' ', count($map), "\n";
    if ($object instanceof Noisy || $object instanceof NoisyList) {
        $kept[] = $object;
    }
}
$writer = new Writer();
$writer->inner = new Plain();
$weak = WeakReference::create($writer->inner);
echo 'inside of a native: ', json_encode(await(async(function () use (&$writer, $weak) {
    $writer = null;

    return $weak->get();
}))), "\n";
ob_start(fn () => ''); // what is destroyed at the program's end says so
?>
--EXPECT--
plain: [[null,0],[null,0]] 1
destructor: [[null,0],[null,0]] 1
ArrayObject: [[null,0],[null,0]] 1
ArrayObject with a destructor: [[null,0],[null,0]] 1
closure: [[null,0],[null,0]] 1
date: [[null,0],[null,0]] 1
exception: [[null,0],[null,0]] 1
native: [[null,0],[null,0]] 1
generator: [[null,0],[null,0]] 1
fiber: [[null,0],[null,0]] 1
inside of a native: null
