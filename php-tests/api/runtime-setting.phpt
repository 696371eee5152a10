--TEST--
pokio.runtime=sync makes sync the runtime from the start
--EXTENSIONS--
pokio
--INI--
pokio.runtime=sync
--FILE--
<?php
var_dump(get_class(Pokio\Kernel::instance()->runtime()), await(async(fn () => getmypid())) === getmypid());
pokio()->useFork();
var_dump(await(async(fn () => getmypid())) === getmypid());
?>
--EXPECT--
string(30) "Pokio\Runtime\Sync\SyncRuntime"
bool(true)
bool(false)
