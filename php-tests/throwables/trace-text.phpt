--TEST--
The trace as text is the one of the place where it was thrown
--EXTENSIONS--
pokio
--FILE--
<?php
class Service
{
    public function call(...$arguments) { self::step(1.5, null, true); }
    private static function step($float, $null, $bool) { array_map(fn ($x) => throw new LogicException('deep'), [1]); }
}
$texts = [];
$closure = function () use (&$texts) {
    (new Service)->call('short', str_repeat('long', 20), ['array'], new ArrayObject, Service::class, 12);
};
try {
    await(async(function () use ($closure) {
        try {
            $closure();
        } catch (LogicException $e) {
            throw new RuntimeException($e->getTraceAsString(), 0, $e);
        }
    }));
} catch (RuntimeException $e) {
    // In the task, the call that started it is shown without its arguments.
    var_dump(str_replace(': await()', ': await(Object(Pokio\Promise))', $e->getMessage(), $count) === $e->getPrevious()->getTraceAsString(), $count);
    echo implode("\n", array_slice(explode("\n", preg_replace('/^(#\d+) .*?: /m', '$1 ', $e->getPrevious()->getTraceAsString())), 0, 4)), "\n";
}
?>
--EXPECTF--
bool(true)
int(1)
#0 %A{closure%S}(1)
#1 array_map(Object(Closure), Array)
#2 Service::step(1.5, NULL, true)
#3 Service->call('short', 'longlonglonglon...', Array, Object(ArrayObject), 'Service', 12)
