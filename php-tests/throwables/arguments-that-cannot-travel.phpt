--TEST--
Closures, resources and recursion among a trace's arguments do not stand in the throwable's way
--EXTENSIONS--
pokio
--FILE--
<?php
function busy(...$arguments) { throw new DomainException('arrived'); }
try {
    await(async(function () {
        $loop = [1];
        $loop[] = &$loop;
        $deep = 'bottom';
        for ($i = 0; $i < 20000; $i++) {
            $deep = [$deep];
        }
        busy(fn () => 1, STDIN, $loop, $deep, (function () { yield 1; })(), new class {}, str_repeat('x', 5 << 20));
    }));
} catch (DomainException $e) {
    echo $e->getMessage(), ' from ', $e->getTrace()[0]['function'], "\n";
    var_dump(is_string($e->getTraceAsString()), strlen((string) $e) > 0);
}
?>
--EXPECT--
arrived from busy
bool(true)
bool(true)
