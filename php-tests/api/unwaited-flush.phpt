--TEST--
flush() forgets what was scheduled
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\UnwaitedFutureManager;
$manager = UnwaitedFutureManager::instance();
$manager->schedule(new Pokio\Runtime\Sync\SyncFuture(function () { echo "forgotten\n"; }));
$manager->flush();
$manager->run();
$manager->flush();
$manager->schedule(new Pokio\Runtime\Sync\SyncFuture(function () use ($manager) {
    $manager->schedule(new Pokio\Runtime\Sync\SyncFuture(function () { echo "scheduled before the flush\n"; }));
    $manager->flush();
    $manager->schedule(new Pokio\Runtime\Sync\SyncFuture(function () { echo "scheduled after the flush\n"; }));
}));
$manager->run();
?>
--EXPECT--
scheduled after the flush
