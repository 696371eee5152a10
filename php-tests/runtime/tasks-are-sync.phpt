--TEST--
Inside a task everything is sync, whatever it asks for
--FILE--
<?php
$facts = await(async(function () {
    $task = getmypid();
    $nested = fn () => await(async(fn () => getmypid())) === $task;
    $facts = [get_class(Pokio\Kernel::instance()->runtime()), $nested()];
    pokio()->useFork();
    $facts[] = get_class(Pokio\Kernel::instance()->runtime());
    $facts[] = $nested();
    $facts[] = (new Pokio\Runtime\Fork\ForkRuntime(4))->defer(fn () => getmypid())->await() === $task;

    return $facts;
}));
foreach ($facts as $fact) {
    echo is_bool($fact) ? ($fact ? 'in the task' : 'in another process') : $fact, "\n";
}
echo get_class(Pokio\Kernel::instance()->runtime()), "\n";
?>
--EXPECT--
Pokio\Runtime\Sync\SyncRuntime
in the task
Pokio\Runtime\Sync\SyncRuntime
in the task
in the task
Pokio\Runtime\Fork\ForkRuntime
