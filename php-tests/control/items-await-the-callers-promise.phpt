--TEST--
Each task of a call may await a promise of its caller, started or not, and the caller may await it after them: a task's changes to it are its own
--EXTENSIONS--
pokio
--FILE--
<?php
// Not held by the polyfill.
$show = function (string $name, Closure $call) {
    try {
        echo "$name: " . json_encode($call()) . "\n";
    } catch (Exception $e) {
        echo "$name: ", $e::class, ' ', $e->getMessage(), "\n";
    }
};
$settled = fn (array $outcomes) => array_map(fn (Pokio\Outcome $outcome) => $outcome->error?->getMessage() ?? $outcome->value, $outcomes);
$calls = [
    'map' => fn (Closure $task) => Pokio\map([1, 2, 3], $task, concurrency: 1),
    'map, a process each' => fn (Closure $task) => Pokio\map([1, 2, 3], $task, tasksPerProcess: 1),
    'stream' => fn (Closure $task) => iterator_to_array(Pokio\stream(new ArrayIterator([1, 2, 3]), $task, concurrency: 1)),
    'all' => fn (Closure $task) => Pokio\all([$task, $task, async($task)]),
    'settle' => fn (Closure $task) => $settled(Pokio\settle([$task, $task, async($task)])),
];
foreach ($calls as $name => $call) {
    $started = async(fn () => 'started');
    $started->defer();
    $show($name, fn () => $call(fn () => await($started)));
    $show('then the caller', fn () => await($started));
    $later = async(fn () => 'later');
    $show($name, fn () => $call(fn () => await($later)));
    $show('then the caller', fn () => await($later));
    $chained = async(fn () => 1);
    $show($name, fn () => $call(fn () => await($chained->then(fn (int $one) => $one + 1))));
    $show('then the caller', fn () => await($chained));
}
$failing = async(fn () => throw new DomainException('failed'));
$failing->defer();
$show('failure', fn () => $settled(Pokio\settle([fn () => await($failing), fn () => await($failing)])));
$show('then the caller', fn () => await($failing));
$started = async(fn () => 'started');
$started->defer();
$show('twice in a task', fn () => $settled(Pokio\settle([fn () => await($started) . await($started), fn () => await($started)])));
$show('nested', fn () => Pokio\map([1, 2], fn () => Pokio\map([1, 2], fn () => await($started), concurrency: 1), concurrency: 1));
$show('then the caller', fn () => await($started));
// What a task has made itself stays as it has left it.
$show('own', fn () => Pokio\map([1, 2], function () {
    $own = async(fn () => 'own');
    $first = await($own);
    try {
        await($own);
    } catch (Pokio\Exceptions\FutureAlreadyAwaited) {
        return $first;
    }
}));
// A handler of messages is the caller's code.
$mine = async(fn () => 'mine');
Pokio\map([1], fn () => Pokio\send('message'), onMessage: function () use ($mine) {
    echo await($mine), "\n";
});
$show('after the handler', fn () => await($mine));
?>
--EXPECT--
map: ["started","started","started"]
then the caller: "started"
map: ["later","later","later"]
then the caller: "later"
map: [2,2,2]
then the caller: 1
map, a process each: ["started","started","started"]
then the caller: "started"
map, a process each: ["later","later","later"]
then the caller: "later"
map, a process each: [2,2,2]
then the caller: 1
stream: ["started","started","started"]
then the caller: "started"
stream: ["later","later","later"]
then the caller: "later"
stream: [2,2,2]
then the caller: 1
all: ["started","started","started"]
then the caller: "started"
all: ["later","later","later"]
then the caller: "later"
all: [2,2,2]
then the caller: 1
settle: ["started","started","started"]
then the caller: "started"
settle: ["later","later","later"]
then the caller: "later"
settle: [2,2,2]
then the caller: 1
failure: ["failed","failed"]
then the caller: DomainException failed
twice in a task: ["The promise has already been resolved.","started"]
nested: [["started","started"],["started","started"]]
then the caller: "started"
own: ["own","own"]
mine
after the handler: Pokio\Exceptions\FutureAlreadyAwaited The promise has already been resolved.
