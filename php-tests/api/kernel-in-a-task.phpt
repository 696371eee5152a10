--TEST--
In a task the kernel is no orchestrator, and its runtime is sync whatever is asked for
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Kernel;
print_r(await(async(function () {
    $before = [Kernel::instance()->isOrchestrator(), get_class(Kernel::instance()->runtime())];
    try {
        pokio()->useFork();
    } catch (LogicException) {
    }
    return [...$before, Kernel::instance()->isOrchestrator(), get_class(Kernel::instance()->runtime()), await(async(fn () => getmypid())) === getmypid()];
})));
var_dump(Kernel::instance()->isOrchestrator());
?>
--EXPECT--
Array
(
    [0] => 
    [1] => Pokio\Runtime\Sync\SyncRuntime
    [2] => 
    [3] => Pokio\Runtime\Sync\SyncRuntime
    [4] => 1
)
bool(true)
