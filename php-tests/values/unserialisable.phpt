--TEST--
What serialize() refuses is thrown at the await, with its message
--EXTENSIONS--
pokio
--FILE--
<?php
$values = [
    'closure' => fn () => fn () => 1,
    'closure in an array' => fn () => [1, 'deep' => [fn () => 2]],
    'closure in an object' => fn () => (object) ['handler' => fn () => 3],
    'generator' => fn () => (function () { yield 1; })(),
    'fiber' => fn () => new Fiber(fn () => 1),
    'reflection' => fn () => new ReflectionClass('stdClass'),
    'weak map' => fn () => new WeakMap,
    'weak reference' => fn () => WeakReference::create(new stdClass),
];
foreach ($values as $name => $closure) {
    try {
        var_dump(await(async($closure)));
    } catch (Exception $e) {
        echo "$name: {$e->getMessage()}\n";
    }
}
try {
    var_dump(await(async(fn () => new class { public $p = 1; })));
} catch (Exception $e) {
    echo strtok($e->getMessage(), "\0"), "\n";
}
?>
--EXPECT--
closure: Serialization of 'Closure' is not allowed
closure in an array: Serialization of 'Closure' is not allowed
closure in an object: Serialization of 'Closure' is not allowed
generator: Serialization of 'Generator' is not allowed
fiber: Serialization of 'Fiber' is not allowed
reflection: Serialization of 'ReflectionClass' is not allowed
weak map: Serialization of 'WeakMap' is not allowed
weak reference: Serialization of 'WeakReference' is not allowed
Serialization of 'class@anonymous' is not allowed
