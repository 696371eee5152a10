--TEST--
Private properties set to other values by reflection: errors at most
--EXTENSIONS--
pokio
--FILE--
<?php
$make = [
    fn () => async(fn () => 1),
    function () { $p = async(fn () => 1); $p->defer(); return $p; },
    fn () => async(fn () => 1)->then(fn ($x) => $x),
    fn () => Pokio\Kernel::instance(),
    fn () => clone Pokio\Kernel::instance(),
    fn () => new Pokio\Runtime\Fork\ForkRuntime(2),
    fn () => (new Pokio\Runtime\Fork\ForkRuntime(2))->defer(fn () => 1),
    fn () => new Pokio\Runtime\Sync\SyncFuture(fn () => 1),
    fn () => new Pokio\Runtime\Fork\ThrowableCapsule(new Exception),
];
$values = [null, 0, -1, PHP_INT_MAX, 'text', [], ['x'], [1 => new stdClass], fn () => 2, new stdClass, async(fn () => 3), new Pokio\Runtime\Sync\SyncFuture(fn () => 4), new Exception];
$uses = 0;
foreach ($make as $new) {
    $properties = array_map(fn ($p) => $p->getName(), (new ReflectionObject($new()))->getProperties());
    foreach ($properties as $property) {
        foreach ($values as $value) {
            $object = $new();
            try {
                $reflection = new ReflectionProperty($object, $property);
                $reflection->setValue($object, $value);
            } catch (Error $e) {
            }
            foreach (['defer', 'runtime', 'isOrchestrator', 'awaited', 'run', 'schedule', 'unschedule', '__serialize', 'then', 'catch', 'resolve', 'await', 'await', 'flush', '__destruct'] as $method) {
                if (method_exists($object, $method)) {
                    try {
                        $uses++;
                        $argument = match (true) { $method === 'schedule', $method === 'unschedule' => [new Pokio\Runtime\Sync\SyncFuture(fn () => 5)], in_array($method, ['then', 'catch'], true), $object instanceof Pokio\Contracts\Runtime && $method === 'defer' => [fn () => 6], default => [] };
                        $object->$method(...$argument);
                    } catch (Throwable $e) {
                    }
                }
            }
            ob_start();
            var_dump($object);
            ob_end_clean();
            try {
                $copy = clone $object;
                $copy = null;
            } catch (Throwable $e) {
            }
            try {
                $object = null;
            } catch (Throwable $e) {
            }
        }
    }
}
Pokio\UnwaitedFutureManager::instance()->flush();
var_dump($uses > 1000);
echo await(async(fn () => 'all still works')), "\n";
?>
--EXPECT--
bool(true)
all still works
