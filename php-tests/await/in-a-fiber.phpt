--TEST--
await works in a Fiber, and a Fiber works in a task
--EXTENSIONS--
pokio
--FILE--
<?php
$fiber = new Fiber(function (string $greeting): string {
    $first = await(async(fn () => "$greeting from a task"));
    $second = Fiber::suspend($first);
    try {
        await(async(fn () => throw new Exception("thrown into the fiber")));
    } catch (Exception $e) {
        return "$second, {$e->getMessage()}";
    }
});
echo $fiber->start('hello'), "\n";
$fiber->resume('resumed');
echo $fiber->getReturn(), "\n";
echo await(async(function () {
    $fiber = new Fiber(fn () => Fiber::suspend('suspended in the task') . ', resumed');
    $text = $fiber->start();
    $fiber->resume($text);
    return $fiber->getReturn();
})), "\n";
?>
--EXPECT--
hello from a task
resumed, thrown into the fiber
suspended in the task, resumed
