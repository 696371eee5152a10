--TEST--
A promise that had been started before, and ended before another failed, can be awaited later
--EXTENSIONS--
pokio
--FILE--
<?php
$started = async(fn () => 'ended before');
$started->defer();
try {
    Pokio\all([$started, function () {
        usleep(100_000);
        throw new DomainException('failed');
    }]);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
echo Pokio\await($started), "\n";

// Where nothing fails, they have been awaited.
$started = async(fn () => 1);
$started->defer();
echo json_encode(Pokio\all([$started, fn () => 2])), "\n";
try {
    Pokio\await($started);
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo get_class($e), "\n";
}
?>
--EXPECT--
failed
ended before
[1,2]
Pokio\Exceptions\FutureAlreadyAwaited
