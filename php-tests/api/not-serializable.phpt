--TEST--
Live objects refuse to be serialized and unserialized
--EXTENSIONS--
pokio
--FILE--
<?php
$objects = [Pokio\Kernel::instance(), Pokio\UnwaitedFutureManager::instance(), new Pokio\Runtime\Fork\ForkRuntime(1), $future = (new Pokio\Runtime\Fork\ForkRuntime(1))->defer(fn () => 1), new Pokio\Runtime\Sync\SyncFuture(fn () => 1)];
foreach ($objects as $object) {
    foreach ([fn () => serialize($object), fn () => unserialize(sprintf('O:%d:"%s":0:{}', strlen(get_class($object)), get_class($object)))] as $attempt) {
        try {
            $attempt();
            echo 'accepted: ', get_class($object), "\n";
        } catch (Exception $e) {
            echo $e->getMessage(), "\n";
        }
    }
}
?>
--EXPECT--
Serialization of 'Pokio\Kernel' is not allowed
Unserialization of 'Pokio\Kernel' is not allowed
Serialization of 'Pokio\UnwaitedFutureManager' is not allowed
Unserialization of 'Pokio\UnwaitedFutureManager' is not allowed
Serialization of 'Pokio\Runtime\Fork\ForkRuntime' is not allowed
Unserialization of 'Pokio\Runtime\Fork\ForkRuntime' is not allowed
Serialization of 'Pokio\Runtime\Fork\ForkFuture' is not allowed
Unserialization of 'Pokio\Runtime\Fork\ForkFuture' is not allowed
Serialization of 'Pokio\Runtime\Sync\SyncFuture' is not allowed
Unserialization of 'Pokio\Runtime\Sync\SyncFuture' is not allowed
