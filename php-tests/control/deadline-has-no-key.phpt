--TEST--
What a deadline throws has neither key nor name, however many tasks it meets; outcomes have both
--EXTENSIONS--
pokio
--FILE--
<?php
$slow = fn () => usleep(300_000);
$named = fn () => Pokio\async($slow, name: 'N');
$calls = [
    'all' => fn () => Pokio\all(['k' => $slow], deadline: 0.1),
    'all of two' => fn () => Pokio\all(['k' => fn () => 1, 'l' => $named()], deadline: 0.1),
    'any' => fn () => Pokio\any(['k' => $named()], deadline: 0.1),
    'race' => fn () => Pokio\race(['k' => $slow], deadline: 0.1),
    'map' => fn () => Pokio\map(['k' => 1], $slow, deadline: 0.1),
    'map, one each' => fn () => Pokio\map(['k' => 1], $slow, deadline: 0.1, tasksPerProcess: 1),
    'stream' => fn () => iterator_to_array(Pokio\stream(['k' => $slow], deadline: 0.1)),
    'stream of items' => fn () => iterator_to_array(Pokio\stream(['k' => 1], $slow, deadline: 0.1)),
    'started before' => function () use ($named) {
        $started = $named();
        $started->defer();
        Pokio\all(['k' => $started], deadline: 0.1);
    },
    'await of one' => fn () => Pokio\await(['k' => Pokio\async($slow)], timeout: 0.1),
    'await of two' => fn () => Pokio\await(['k' => Pokio\async(fn () => 1), 'l' => $named()], timeout: 0.1),
];
foreach ($calls as $name => $call) {
    try {
        $call();
        echo "nothing thrown\n";
    } catch (Pokio\Exceptions\TaskTimedOut $e) {
        echo "$name: {$e->getMessage()} ", json_encode([$e->key, $e->name, $e->seconds]), "\n";
    }
}
$started = Pokio\async(fn () => usleep(1_000_000), name: 'N');
$started->defer();
foreach (Pokio\settle(['fork' => fn () => usleep(1_000_000), 'started' => $started, 'never started' => $named()], concurrency: 1, deadline: 0.1) as $outcome) {
    echo $outcome->key, ' ', json_encode([$outcome->name, $outcome->error->key, $outcome->error->name]), "\n";
}
?>
--EXPECT--
all: Not all tasks had ended after 0.1 seconds [null,null,0.1]
all of two: Not all tasks had ended after 0.1 seconds [null,null,0.1]
any: Not all tasks had ended after 0.1 seconds [null,null,0.1]
race: Not all tasks had ended after 0.1 seconds [null,null,0.1]
map: Not all tasks had ended after 0.1 seconds [null,null,0.1]
map, one each: Not all tasks had ended after 0.1 seconds [null,null,0.1]
stream: Not all tasks had ended after 0.1 seconds [null,null,0.1]
stream of items: Not all tasks had ended after 0.1 seconds [null,null,0.1]
started before: Not all tasks had ended after 0.1 seconds [null,null,0.1]
await of one: The task had not ended after 0.1 seconds [null,null,0.1]
await of two: Not all tasks had ended after 0.1 seconds [null,null,0.1]
fork [null,"fork",null]
started ["N","started","N"]
never started ["N","never started","N"]
