--TEST--
Objects whose constructor never ran throw; none crashes
--EXTENSIONS--
pokio
--FILE--
<?php
$classes = ['Promise', 'Pokio', 'Kernel', 'Environment', 'UnwaitedFutureManager', 'Runtime\Fork\ForkRuntime', 'Runtime\Fork\ForkFuture', 'Runtime\Fork\ThrowableCapsule', 'Runtime\Sync\SyncRuntime', 'Runtime\Sync\SyncFuture', 'Support\Reflection', 'Exceptions\FutureAlreadyAwaited', 'Exceptions\PromiseAlreadyStarted'];
foreach ($classes as $name) {
    $class = new ReflectionClass("Pokio\\$name");
    foreach ($class->getMethods() as $method) {
        if ($method->isConstructor()) {
            continue;
        }
        try {
            $object = $class->newInstanceWithoutConstructor();
        } catch (ReflectionException $e) {
            continue;
        }
        $arguments = array_map(fn ($p) => match (trim((string) $p->getType(), '?')) {
            'Closure' => fn () => 1, 'Throwable' => new Exception, 'array' => [], 'int' => 1, 'string' => 'Linux',
            Pokio\Contracts\Future::class => new Pokio\Runtime\Sync\SyncFuture(fn () => 1), default => null,
        }, $method->getParameters());
        foreach ([1, 2] as $twice) {
            try {
                $method->invoke($object, ...$arguments);
            } catch (Throwable $e) {
            }
        }
        ob_start();
        var_dump($object);
        print_r($object);
        ob_end_clean();
        try {
            $copy = clone $object;
            unset($copy);
        } catch (Throwable $e) {
        }
        try {
            unset($object, $arguments);
        } catch (Throwable $e) {
        }
    }
    echo $name, "\n";
}
Pokio\UnwaitedFutureManager::instance()->flush();
pokio()->useFork();
echo await(async(fn () => 'all still works')), "\n";
?>
--EXPECT--
Promise
Pokio
Kernel
Environment
UnwaitedFutureManager
Runtime\Fork\ForkRuntime
Runtime\Fork\ForkFuture
Runtime\Fork\ThrowableCapsule
Runtime\Sync\SyncRuntime
Runtime\Sync\SyncFuture
Support\Reflection
Exceptions\FutureAlreadyAwaited
Exceptions\PromiseAlreadyStarted
all still works
