--TEST--
The classes that hold a state refuse to be made without their constructor
--EXTENSIONS--
pokio
--FILE--
<?php
foreach (['Promise', 'Kernel', 'UnwaitedFutureManager', 'Runtime\Fork\ForkRuntime', 'Runtime\Fork\ForkFuture', 'Runtime\Sync\SyncFuture'] as $name) {
    try {
        (new ReflectionClass("Pokio\\$name"))->newInstanceWithoutConstructor();
        echo "$name was made\n";
    } catch (ReflectionException $e) {
        echo get_class($e), "\n";
    }
}
?>
--EXPECT--
ReflectionException
ReflectionException
ReflectionException
ReflectionException
ReflectionException
ReflectionException
