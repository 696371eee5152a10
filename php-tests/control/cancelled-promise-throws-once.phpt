--TEST--
Awaiting a cancelled promise throws TaskCancelled, once
--EXTENSIONS--
pokio
--FILE--
<?php
$promises = ['a' => async(fn () => print("ran\n")), 'b' => Pokio\async(fn () => print("ran\n"), name: 'b')];
Pokio\cancel(...$promises);
foreach ([fn () => await($promises['a']), fn () => await($promises['a']), fn () => Pokio\await(['x' => async(fn () => 1), 'y' => $promises['b']]), fn () => $promises['b']->resolve()] as $call) {
    try {
        $call();
    } catch (RuntimeException $e) {
        echo get_class($e), "\n";
    }
}
?>
--EXPECT--
Pokio\Exceptions\TaskCancelled
Pokio\Exceptions\FutureAlreadyAwaited
Pokio\Exceptions\TaskCancelled
Pokio\Exceptions\FutureAlreadyAwaited
