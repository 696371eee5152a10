--TEST--
What a future throws leaves run(); the others stay scheduled
--EXTENSIONS--
pokio
--FILE--
<?php
$manager = Pokio\UnwaitedFutureManager::instance();
$manager->schedule(new Pokio\Runtime\Sync\SyncFuture(fn () => throw new DomainException('the first')));
$manager->schedule(new Pokio\Runtime\Sync\SyncFuture(function () { echo "the second\n"; }));
try {
    $manager->run();
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
$manager->run();
$manager->run();
?>
--EXPECT--
the first
the second
