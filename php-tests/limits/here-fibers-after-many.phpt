--TEST--
Limits in the caller whose fibers overlap, many after one another, leave places for later limits, of which the outermost throws
--FILE--
<?php
use Pokio\Exceptions\TaskTimedOut;
use function Pokio\async;
use function Pokio\await;

pokio()->useSync();
$start = function (): Fiber {
    $fiber = new Fiber(fn () => await(async(fn () => Fiber::suspend(), timeout: 60)));
    $fiber->start();

    return $fiber;
};
// Never more than two at a time.
$fiber = $start();
for ($i = 0; $i < 15; $i++) {
    $next = $start();
    $fiber->resume();
    $fiber = $next;
}
try {
    await(async(function () {
        for ($end = microtime(true) + 5; microtime(true) < $end;);
        echo "not interrupted\n";
    }, timeout: 0.1));
} catch (TaskTimedOut $e) {
    echo $e->getMessage(), "\n";
}

// Meanwhile the first place is free: the inner limit takes it.
$outer = function () use ($fiber) {
    $fiber->resume();
    await(async(function () {
        try {
            hash_pbkdf2('sha256', 'a', 'b', 1_000_000); // both pass while nothing can be thrown
        } catch (TaskTimedOut $e) {
            echo $e->getMessage(), "\n";
            throw $e;
        }
    }, timeout: 0.01));
};
try {
    await(async($outer, timeout: 0.05));
} catch (TaskTimedOut $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
The task had not ended after 0.1 seconds
The task had not ended after 0.05 seconds
The task had not ended after 0.05 seconds
