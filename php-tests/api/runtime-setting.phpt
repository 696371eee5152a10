--TEST--
pokio.runtime=sync makes sync the runtime from the start
--EXTENSIONS--
pokio
--INI--
pokio.runtime=sync
--FILE--
<?php
var_dump(get_class(Pokio\Kernel::instance()->runtime()), await(async(fn () => getmypid())) === getmypid());
try {
    pokio()->useFork();
} catch (LogicException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
string(30) "Pokio\Runtime\Sync\SyncRuntime"
bool(true)
Fork is not supported on this environment.
