--TEST--
A finally() that throws what is on its way, or what has that before it, keeps no reference to it
--EXTENSIONS--
pokio
--INI--
pokio.runtime=sync
--FILE--
<?php
foreach ([fn ($e) => $e, fn ($e) => new LogicException('outer', 0, $e), fn ($e) => new LogicException('outest', 0, new LogicException('outer', 0, $e)), fn ($e) => new LogicException('other')] as $replace) {
    $thrown = new RuntimeException('inner');
    $reference = WeakReference::create($thrown);
    try {
        await(async(fn () => throw $thrown)->finally(fn () => throw $replace($thrown)));
    } catch (Exception $e) {
        for ($names = []; $e !== null; $e = $e->getPrevious()) {
            $names[] = $e->getMessage();
        }
        echo implode(' < ', $names), "\n";
    }
    unset($e, $thrown);
    gc_collect_cycles();
    var_dump($reference->get());
}
?>
--EXPECT--
inner
NULL
outer < inner
NULL
outest < outer < inner
NULL
other < inner
NULL
