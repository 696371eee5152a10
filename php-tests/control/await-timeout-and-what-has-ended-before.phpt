--TEST--
With a limit, await() throws the first failure in order, whatever of the promises has ended before the call, and the others are met
--EXTENSIONS--
pokio
--FILE--
<?php
$make = [
    'value' => fn () => async(fn () => 1),
    'slow' => fn () => async(fn () => usleep(1_500_000)),
    'failed' => fn () => async(fn () => throw new DomainException('failed')),
    'cancelled' => function () {
        $promise = async(fn () => 1);
        Pokio\cancel($promise);

        return $promise;
    },
    'awaited' => function () {
        $promise = async(fn () => 1);
        await($promise);

        return $promise;
    },
];
foreach ([['value', 'slow', 'failed'], ['slow', 'failed'], ['slow', 'cancelled'], ['slow', 'awaited'], ['failed', 'slow'], ['cancelled', 'slow'], ['awaited', 'slow']] as $names) {
    foreach ([false, true] as $before) {
        $promises = array_map(fn (string $name) => $make[$name](), array_combine($names, $names));
        // In the array's order, so that a slow one is not run to its end without fork.
        $ended = $before && $names[0] !== 'slow' ? array_slice($promises, 0, array_search('slow', $names)) : [];
        foreach ($ended as $promise) {
            $promise->defer();
            while (! Pokio\done($promise)) {
                usleep(1000);
            }
        }
        try {
            Pokio\await($promises, timeout: $names[0] === 'failed' ? 20 : 0.7);
        } catch (Exception $e) {
            echo implode(', ', $names), ': ', $e::class, "\n";
        }
        Pokio\cancel(...array_values($promises));
    }
}
?>
--EXPECT--
value, slow, failed: Pokio\Exceptions\TaskTimedOut
value, slow, failed: Pokio\Exceptions\TaskTimedOut
slow, failed: Pokio\Exceptions\TaskTimedOut
slow, failed: Pokio\Exceptions\TaskTimedOut
slow, cancelled: Pokio\Exceptions\TaskTimedOut
slow, cancelled: Pokio\Exceptions\TaskTimedOut
slow, awaited: Pokio\Exceptions\TaskTimedOut
slow, awaited: Pokio\Exceptions\TaskTimedOut
failed, slow: DomainException
failed, slow: DomainException
cancelled, slow: Pokio\Exceptions\TaskCancelled
cancelled, slow: Pokio\Exceptions\TaskCancelled
awaited, slow: Pokio\Exceptions\FutureAlreadyAwaited
awaited, slow: Pokio\Exceptions\FutureAlreadyAwaited
