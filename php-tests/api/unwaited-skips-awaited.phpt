--TEST--
Futures that were awaited meanwhile are left alone
--EXTENSIONS--
pokio
--FILE--
<?php
$manager = Pokio\UnwaitedFutureManager::instance();
$manager->schedule($sync = new Pokio\Runtime\Sync\SyncFuture(function () { echo "ran once\n"; }));
$manager->schedule($fork = (new Pokio\Runtime\Fork\ForkRuntime(1))->defer(fn () => 'value'));
$sync->await();
echo $fork->await(), "\n";
$manager->run();
echo "end\n";
?>
--EXPECT--
ran once
value
end
