--TEST--
runtime() tells the runtime in force, and useSync() and useFork() switch it at any time
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Kernel;
$show = function () { echo (new ReflectionClass(Kernel::instance()->runtime()))->getShortName(), ', ', await(async(fn () => getmypid())) === getmypid() ? 'in the caller' : 'in a task', "\n"; };
$show();
Kernel::instance()->useSync();
$show();
Kernel::instance()->useFork();
$show();
pokio()->useSync();
$show();
(new Pokio\Pokio)->useFork();
$show();
var_dump(Kernel::instance()->runtime() === Kernel::instance()->runtime());
?>
--EXPECT--
ForkRuntime, in a task
SyncRuntime, in the caller
ForkRuntime, in a task
SyncRuntime, in the caller
ForkRuntime, in a task
bool(true)
