--TEST--
A task that awaits its own promise is refused, however the promise is waited for
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Exceptions\FutureAlreadyAwaited;

$waits = [
    'await' => fn (Pokio\Promise $promise) => await($promise),
    'await with a limit' => fn (Pokio\Promise $promise) => Pokio\await($promise, timeout: 60),
    'await of an array' => fn (Pokio\Promise $promise) => await([$promise])[0],
    'resolve' => fn (Pokio\Promise $promise) => $promise->resolve(),
    'all' => fn (Pokio\Promise $promise) => Pokio\all([$promise])[0],
    'deferred' => function (Pokio\Promise $promise) {
        $promise->defer();
        while (! Pokio\done($promise)) {
            usleep(1000);
        }

        return await($promise);
    },
];
foreach ($waits as $name => $wait) {
    foreach ([null, 'named'] as $task) {
        $promise = Pokio\async(function () use (&$promise) {
            await($promise);
        }, name: $task);
        try {
            $wait($promise);
            echo "nothing thrown\n";
        } catch (LogicException|FutureAlreadyAwaited) {
            // The first with processes, the second without.
            echo "$name: refused\n";
        }
    }
}
// That is not the end of the task.
$promise = async(function () use (&$promise) {
    try {
        await($promise);
    } catch (LogicException|FutureAlreadyAwaited) {
        return 'value';
    }
});
echo await($promise), "\n";
try {
    await($promise);
} catch (FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
await: refused
await: refused
await with a limit: refused
await with a limit: refused
await of an array: refused
await of an array: refused
resolve: refused
resolve: refused
all: refused
all: refused
deferred: refused
deferred: refused
value
The promise has already been resolved.
