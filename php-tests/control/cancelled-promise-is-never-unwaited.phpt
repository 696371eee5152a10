--TEST--
A cancelled promise neither runs when it is dropped nor is its end uncaught
--EXTENSIONS--
pokio
--FILE--
<?php
(function () {
    $promise = async(function () {
        echo "ran\n";
    });
    Pokio\cancel($promise);
    $started = async(function () {
        usleep(300_000);
        throw new DomainException('uncaught');
    });
    $started->defer();
    Pokio\cancel($started);
})();
$held = async(fn () => print("ran\n"));
Pokio\cancel($held);
try {
    $held->then(fn () => 1);
} catch (Pokio\Exceptions\PromiseAlreadyStarted $e) {
    echo $e->getMessage(), "\n";
}
Pokio\UnwaitedFutureManager::instance()->run();
echo "end\n";
?>
--EXPECT--
The promise has already been started.
end
