--TEST--
With the sync runtime a closure runs in the caller, when it is awaited
--FILE--
<?php
pokio()->useSync();
$steps = [];
$promise = async(function () use (&$steps) {
    $steps[] = 'closure';

    return getmypid();
});
$promise->defer();
$steps[] = 'deferred';
var_dump(await($promise) === getmypid());
echo implode(', ', $steps), "\n";
?>
--EXPECT--
bool(true)
deferred, closure
