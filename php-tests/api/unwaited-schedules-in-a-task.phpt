--TEST--
What the caller has scheduled is not run by its tasks
--EXTENSIONS--
pokio
--FILE--
<?php
$manager = Pokio\UnwaitedFutureManager::instance();
$caller = getmypid();
$manager->schedule(new Pokio\Runtime\Sync\SyncFuture(function () use ($caller) { echo 'run in ', getmypid() === $caller ? 'the caller' : 'a task', "\n"; }));
await(async(fn () => 1));
await(async(fn () => Pokio\UnwaitedFutureManager::instance()->run()));
$manager->run();
?>
--EXPECT--
run in the caller
