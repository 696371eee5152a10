--TEST--
With Xdebug's debug mode everything runs sync
--EXTENSIONS--
xdebug
--SKIPIF--
<?php extension_loaded('pokio') || die('skip pokio is not loaded'); getenv('XDEBUG_MODE') && die('skip XDEBUG_MODE is set');
--INI--
xdebug.mode=develop,debug
xdebug.start_with_request=no
xdebug.log_level=0
--FILE--
<?php
echo get_class(Pokio\Kernel::instance()->runtime()), "\n", json_encode(Pokio\Environment::supportsFork()), "\n";
$process = getmypid();
echo json_encode(await(async(fn () => getmypid() === $process))), "\n";
try {
    pokio()->useFork();
} catch (LogicException $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
Pokio\Runtime\Sync\SyncRuntime
false
true
Fork is not supported on this environment.
