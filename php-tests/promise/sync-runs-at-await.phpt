--TEST--
With the sync runtime a closure runs in the caller when it is awaited, and values pass untouched
--EXTENSIONS--
pokio
--FILE--
<?php
pokio()->useSync();
$object = new stdClass;
$promise = async(function () use ($object) { echo "running\n"; $object->seen = getmypid(); return fn () => $object; });
$promise->defer();
echo "deferred\n";
$closure = await($promise);
var_dump($closure() === $object, $object->seen === getmypid());
$thrown = new Exception('same object');
try {
    await(async(fn () => throw $thrown));
} catch (Exception $e) {
    var_dump($e === $thrown);
}
var_dump(is_resource(await(async(fn () => fopen('php://memory', 'r')))));
?>
--EXPECT--
deferred
running
bool(true)
bool(true)
bool(true)
bool(true)
