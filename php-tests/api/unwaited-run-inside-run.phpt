--TEST--
run() may be called by a future that is being run
--EXTENSIONS--
pokio
--FILE--
<?php
$manager = Pokio\UnwaitedFutureManager::instance();
foreach (['first', 'second', 'third'] as $name) {
    $manager->schedule(new Pokio\Runtime\Sync\SyncFuture(function () use ($name, $manager) { echo "$name begins\n"; $manager->run(); echo "$name ends\n"; }));
}
$manager->run();
?>
--EXPECT--
first begins
second begins
third begins
third ends
second ends
first ends
