--TEST--
A task started inside a fiber cannot suspend that fiber: it never gets into the caller's frames
--EXTENSIONS--
pokio
--FILE--
<?php
$caller = getmypid();
$fiber = new Fiber(function () {
    $value = await(async(function () { Fiber::suspend('from the task'); return 'not reached'; })->catch(fn (FiberError $e) => 'fiber error'));
    return $value;
});
$value = $fiber->start();
echo getmypid() === $caller ? 'caller' : 'task', "\n";
var_dump($fiber->isTerminated() ? $fiber->getReturn() : 'suspended');
?>
--EXPECT--
caller
string(11) "fiber error"
