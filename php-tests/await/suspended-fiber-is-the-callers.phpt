--TEST--
A task does not resume or unwind the caller's suspended fibers
--EXTENSIONS--
pokio
--FILE--
<?php
$fiber = new Fiber(function () {
    try {
        Fiber::suspend();
    } finally {
        echo "finally in the ", getmypid() === $GLOBALS['caller'] ? 'caller' : 'task', "\n";
    }
});
$caller = getmypid();
$fiber->start();
echo await(async(fn () => 'value')), "\n";
var_dump(await(async(function () { exit(1); })));
$fiber->resume();
?>
--EXPECT--
value
NULL
finally in the caller
