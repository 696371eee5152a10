--TEST--
pokio.runtime=sync runs everything in the caller, until useFork()
--INI--
pokio.runtime=sync
--FILE--
<?php
var_dump(get_class(Pokio\Kernel::instance()->runtime()));
var_dump(await(async(fn () => getmypid())) === getmypid());
pokio()->useFork();
var_dump(await(async(fn () => getmypid())) === getmypid());
?>
--EXPECT--
string(30) "Pokio\Runtime\Sync\SyncRuntime"
bool(true)
bool(false)
