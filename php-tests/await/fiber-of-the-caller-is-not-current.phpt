--TEST--
In a task started from a fiber there is no current fiber, and exit in it ends the task alone
--EXTENSIONS--
pokio
--FILE--
<?php
$caller = getmypid();
$fiber = new Fiber(function () {
    var_dump(Fiber::getCurrent() instanceof Fiber, await(async(fn () => Fiber::getCurrent())));
    var_dump(await(async(function () { exit(3); })));
    return 'the fiber goes on';
});
$fiber->start();
echo $fiber->getReturn(), getmypid() === $caller ? '' : ' in the task', "\n";
?>
--EXPECT--
bool(true)
NULL
NULL
the fiber goes on
