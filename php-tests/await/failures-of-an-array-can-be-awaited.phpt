--TEST--
Each promise of an array whose await threw can still be awaited for its own outcome
--EXTENSIONS--
pokio
--FILE--
<?php
$promises = [
    'before' => async(fn () => new ArrayObject(['before'])),
    'a' => async(fn () => throw new DomainException('a')),
    'b' => async(fn () => throw new LengthException('b')),
    'c' => async(fn () => 'c'),
];
foreach ([$promises, $promises['b'], $promises['c'], $promises['before'], $promises['a'], $promises['before']] as $awaited) {
    try {
        echo json_encode(await($awaited)), "\n";
    } catch (Exception $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
DomainException: a
LengthException: b
"c"
{"0":"before"}
Pokio\Exceptions\FutureAlreadyAwaited: The promise has already been resolved.
Pokio\Exceptions\FutureAlreadyAwaited: The promise has already been resolved.
