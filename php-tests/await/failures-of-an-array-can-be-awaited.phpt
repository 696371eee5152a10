--TEST--
Each promise of an array whose await threw can still be awaited for its own outcome
--EXTENSIONS--
pokio
--FILE--
<?php
$promises = [
    'a' => async(fn () => throw new DomainException('a')),
    'b' => async(fn () => throw new LengthException('b')),
    'c' => async(fn () => 'c'),
];
foreach ([$promises, $promises['b'], $promises['c'], $promises['a']] as $awaited) {
    try {
        var_dump(await($awaited));
    } catch (Exception $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
DomainException: a
LengthException: b
string(1) "c"
Pokio\Exceptions\FutureAlreadyAwaited: The promise has already been resolved.
