--TEST--
await() with a limit cancels what has not ended, also what had been started; what had ended can be awaited
--EXTENSIONS--
pokio
--FILE--
<?php
$slow = fn () => usleep(2_000_000);
$promises = ['quick' => async(fn () => 'ended'), 'slow' => async($slow), 'started' => async($slow)];
$promises['started']->defer();
try {
    Pokio\await($promises, timeout: 1.0);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    echo $e->seconds, ' ', json_encode($e->key), "\n";
}
foreach (['quick', 'slow', 'slow', 'started'] as $key) {
    try {
        $value = Pokio\await($promises[$key]);
        echo $key, ' ', $value, "\n";
    } catch (RuntimeException $e) {
        echo $key, ' ', get_class($e), "\n";
    }
}
?>
--EXPECT--
1 null
quick ended
slow Pokio\Exceptions\TaskCancelled
slow Pokio\Exceptions\FutureAlreadyAwaited
started Pokio\Exceptions\TaskCancelled
