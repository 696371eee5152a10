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
    var_dump($e->getMessage() === $e->getPrevious()->getTraceAsString());
    echo implode("\n", array_slice(explode("\n", preg_replace('/^(#\d+) .*?: /m', '$1 ', $e->getPrevious()->getTraceAsString())), 0, 4)), "\n";
}
?>
