--TEST--
Fibers that each hold started promises await them in any order
--EXTENSIONS--
pokio
--FILE--
<?php
$fibers = [];
foreach (['a', 'b', 'c'] as $name) {
    $fibers[$name] = new Fiber(function () use ($name) {
        $promise = async(fn () => "$name's value");
        $promise->defer();
        Fiber::suspend();
        return await($promise);
    });
    $fibers[$name]->start();
}
foreach (array_reverse($fibers) as $fiber) {
    $fiber->resume();
    echo $fiber->getReturn(), "\n";
}
?>
--EXPECT--
c's value
b's value
a's value
