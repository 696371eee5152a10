--TEST--
A fiber that the caller has suspended is neither resumed nor unwound by a task
--FILE--
<?php
define('CALLER', getmypid());
$fiber = new Fiber(function () {
    try {
        Fiber::suspend();
    } finally {
        echo 'finally in ', getmypid() === CALLER ? 'the caller' : 'a task', "\n";
    }
});
$fiber->start();
await(async(function () use (&$fiber) {
    $fiber = null;
}));
await(async(fn () => exit));
echo "tasks awaited\n";
$fiber->resume();
?>
--EXPECT--
tasks awaited
finally in the caller
