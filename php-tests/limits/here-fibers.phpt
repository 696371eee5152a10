--TEST--
A limit in the caller interrupts the fiber of its task, not another that runs when it passes
--FILE--
<?php
pokio()->useSync();
$limited = new Fiber(function () {
    try {
        Pokio\map([1], function () {
            Fiber::suspend();
            while (true);
        }, timeout: 0.05);
    } catch (Pokio\Exceptions\TaskTimedOut $e) {
        return $e->getMessage();
    }
});
$other = new Fiber(function () {
    for ($end = hrtime(true) + 200_000_000; hrtime(true) < $end;);
    Fiber::suspend();

    return 'the other one to its end';
});
$limited->start();
$other->start();
for ($end = hrtime(true) + 100_000_000; hrtime(true) < $end;);
$other->resume();
echo $other->getReturn(), "\n";
$limited->resume();
echo $limited->getReturn(), "\n";
?>
--EXPECT--
the other one to its end
The task with key 0 had not ended after 0.05 seconds
