--TEST--
A second resolution throws, by whichever way, and after a failure too
--EXTENSIONS--
pokio
--FILE--
<?php
$ways = ['await' => fn ($p) => await($p), 'resolve' => fn ($p) => $p->resolve(), 'invoke' => fn ($p) => $p()];
foreach ($ways as $first => $resolve) {
    foreach ($ways as $second => $again) {
        $promise = async(fn () => $first);
        $resolve($promise);
        try {
            $again($promise);
            echo "$first, $second: accepted\n";
        } catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
            echo "$first, $second: {$e->getMessage()} ({$e->getCode()})\n";
        }
    }
}
$failed = async(fn () => throw new DomainException('once'));
foreach ([1, 2] as $attempt) {
    try {
        await($failed);
    } catch (RuntimeException|DomainException $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
await, await: The promise has already been resolved. (0)
await, resolve: The promise has already been resolved. (0)
await, invoke: The promise has already been resolved. (0)
resolve, await: The promise has already been resolved. (0)
resolve, resolve: The promise has already been resolved. (0)
resolve, invoke: The promise has already been resolved. (0)
invoke, await: The promise has already been resolved. (0)
invoke, resolve: The promise has already been resolved. (0)
invoke, invoke: The promise has already been resolved. (0)
DomainException: once
Pokio\Exceptions\FutureAlreadyAwaited: The promise has already been resolved.
