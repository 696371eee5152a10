--TEST--
Values in the manager's private queue that are no futures do no harm
--EXTENSIONS--
pokio
--FILE--
<?php
$manager = Pokio\UnwaitedFutureManager::instance();
$queue = new ReflectionProperty($manager, 'queue');
foreach ([null, 5, 'text', [], [1], fn () => 1, new stdClass, new ArrayObject, async(fn () => 2)] as $value) {
    $queue->setValue($manager, [$value]);
    try {
        $manager->run();
    } catch (Throwable $e) {
    }
}
$manager->flush();
$manager->schedule(new Pokio\Runtime\Sync\SyncFuture(function () { echo "the manager still works\n"; }));
$manager->run();
?>
--EXPECT--
the manager still works
