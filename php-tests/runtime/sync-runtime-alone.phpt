--TEST--
A SyncRuntime of one's own prepares futures that run when they are awaited
--FILE--
<?php
$runtime = new Pokio\Runtime\Sync\SyncRuntime;
$future = $runtime->defer(function () {
    echo "runs\n";

    return getmypid();
});
echo "deferred\n";
var_dump($future->awaited(), $future->await() === getmypid(), $future->awaited());
try {
    $future->await();
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
deferred
runs
bool(false)
bool(true)
bool(true)
The promise has already been resolved.
