--TEST--
Reflection makes objects without their constructor, but for the future of a task
--EXTENSIONS--
pokio
--FILE--
<?php
foreach (['Promise', 'Kernel', 'UnwaitedFutureManager', 'Runtime\Fork\ForkRuntime', 'Runtime\Sync\SyncFuture', 'Runtime\Fork\ForkFuture'] as $name) {
    try {
        $object = (new ReflectionClass("Pokio\\$name"))->newInstanceWithoutConstructor();
        echo get_class($object), "\n";
    } catch (ReflectionException $e) {
        echo get_class($e), "\n";
    }
}
?>
--EXPECT--
Pokio\Promise
Pokio\Kernel
Pokio\UnwaitedFutureManager
Pokio\Runtime\Fork\ForkRuntime
Pokio\Runtime\Sync\SyncFuture
ReflectionException
