--TEST--
A SyncRuntime runs the closure in the caller, at await
--EXTENSIONS--
pokio
--FILE--
<?php
$future = (new Pokio\Runtime\Sync\SyncRuntime)->defer(function () { echo "running\n"; return getmypid(); });
echo get_class($future), "\n";
var_dump($future->awaited(), $future->await() === getmypid(), $future->awaited());
try {
    $future->await();
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
$future = new Pokio\Runtime\Sync\SyncFuture(callback: fn () => throw new DomainException('once'));
foreach ([1, 2] as $attempt) {
    try {
        $future->await();
    } catch (RuntimeException|DomainException $e) {
        echo get_class($e), "\n";
    }
}
?>
--EXPECT--
Pokio\Runtime\Sync\SyncFuture
running
bool(false)
bool(true)
bool(true)
The promise has already been resolved.
DomainException
Pokio\Exceptions\FutureAlreadyAwaited
