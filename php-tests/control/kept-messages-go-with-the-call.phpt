--TEST--
When a handler's exception ends a call, messages that came meanwhile go with it, also those that were kept because the handler waited
--EXTENSIONS--
pokio
--FILE--
<?php
$three = function () {
    foreach ([1, 2, 3] as $message) {
        Pokio\send($message);
    }
};
$calls = [
    'map' => fn (Closure $receive, ?int $tasksPerProcess) => Pokio\map([1, 2, 3], $three, concurrency: 3, tasksPerProcess: $tasksPerProcess, onMessage: $receive),
    'stream' => fn (Closure $receive, ?int $tasksPerProcess) => iterator_to_array(Pokio\stream(new ArrayIterator([1, 2]), $three, ordered: false, tasksPerProcess: $tasksPerProcess, onMessage: $receive)),
    'settle' => fn (Closure $receive) => Pokio\settle([$three, $three], onMessage: $receive),
    'all' => fn (Closure $receive) => Pokio\all([Pokio\async($three, onMessage: $receive), Pokio\async($three, onMessage: $receive)]),
];
foreach ($calls as $name => $call) {
    foreach ([null, 1] as $tasksPerProcess) {
        foreach ([1, 2, 3] as $last) {
            $handled = 0;
            $receive = function () use (&$handled, $last) {
                if (++$handled <= $last) {
                    await(async(fn () => usleep(10_000)));
                }
                if ($handled === $last) {
                    throw new DomainException('handler');
                }
            };
            try {
                $call($receive, $tasksPerProcess);
                echo "nothing thrown\n";
            } catch (DomainException) {
            }
            await(async(fn () => usleep(10_000)));
            Pokio\map([1], fn () => Pokio\send('other'), onMessage: fn () => null);
            if ($handled !== $last) {
                echo "$name: $handled handled, not $last\n";
            }
        }
    }
    echo "$name\n";
}
?>
--EXPECT--
map
stream
settle
all
