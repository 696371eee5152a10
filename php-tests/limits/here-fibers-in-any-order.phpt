--TEST--
Limits in the caller whose fibers end in another order than they began leave none behind
--FILE--
<?php
pokio()->useSync();
$limited = fn (float $timeout) => new Fiber(
    fn () => Pokio\map([$timeout], function (float $timeout) {
        Fiber::suspend();

        return $timeout;
    }, timeout: $timeout),
);
[$first, $second] = [$limited(0.3), $limited(0.4)];
$first->start();
$second->start();
$first->resume();
$second->resume();
echo $first->getReturn()[0], ' ', $second->getReturn()[0], "\n";
usleep(450_000);
// No limit is around this one: what the task throws is its outcome.
$outcome = Pokio\settle([Pokio\async(fn () => throw new LogicException('its own'), timeout: 60)])[0];
echo $outcome->status->name, ' ', $outcome->error->getMessage(), "\n";
?>
--EXPECT--
0.3 0.4
Failed its own
