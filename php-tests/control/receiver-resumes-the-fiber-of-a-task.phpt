--TEST--
Without fork, a task that ends in a fiber which a handler of messages resumes leaves its caller's promises as they were
--FILE--
<?php
pokio()->useSync();
$promise = async(fn () => 7);
$fiber = new Fiber(fn () => Pokio\map([1], function () use ($promise) {
    Fiber::suspend();

    return await($promise);
}));
$fiber->start();
// The handler's own code is the caller's, also while the other task stands around.
$own = async(fn () => 8);
Pokio\map([1], fn () => Pokio\send(1), onMessage: function () use ($fiber, $own) {
    $fiber->resume();
    await($own);
});
echo json_encode($fiber->getReturn()), ' ', await($promise), "\n";
try {
    await($own);
} catch (Pokio\Exceptions\FutureAlreadyAwaited) {
    echo "awaited by the handler\n";
}
?>
--EXPECT--
[7] 7
awaited by the handler
