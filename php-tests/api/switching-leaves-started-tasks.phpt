--TEST--
Switching the runtime concerns what starts afterwards
--EXTENSIONS--
pokio
--FILE--
<?php
$forked = async(fn () => getmypid());
$forked->defer();
$waiting = async(fn () => getmypid());
pokio()->useSync();
$sync = async(fn () => getmypid());
$sync->defer();
var_dump(await($forked) !== getmypid(), await($waiting) === getmypid());
pokio()->useFork();
var_dump(await($sync) === getmypid());
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
