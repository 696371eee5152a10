--TEST--
A call that takes longer than its deadline throws TaskTimedOut with the deadline
--EXTENSIONS--
pokio
--FILE--
<?php
$wait = function (int $n): int {
    usleep(80_000);

    return $n;
};
$calls = [
    'map' => fn () => Pokio\map(range(1, 50), $wait, concurrency: 1, deadline: 0.2),
    'all' => fn () => Pokio\all(array_fill(0, 50, fn () => $wait(1)), concurrency: 1, deadline: 0.2),
    'any' => fn () => Pokio\any(array_fill(0, 50, fn () => throw new DomainException((string) $wait(1))), concurrency: 1, deadline: 0.2),
    'race' => fn () => Pokio\race([fn () => usleep(300_000)], deadline: 0.2),
    'stream' => fn () => iterator_to_array(Pokio\stream(range(1, 50), $wait, concurrency: 1, deadline: 0.2)),
];
foreach ($calls as $name => $call) {
    try {
        $call();
        echo "no end\n";
    } catch (Pokio\Exceptions\TaskTimedOut $e) {
        echo $name, ' ', $e->seconds, "\n";
    }
}
?>
--EXPECT--
map 0.2
all 0.2
any 0.2
race 0.2
stream 0.2
