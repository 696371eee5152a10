--TEST--
A task can send an exception that is made in it, also where traces keep arguments
--EXTENSIONS--
pokio
--FILE--
<?php
ini_set('zend.exception_ignore_args', '0');
$received = [];
$receiver = function (Exception $message) use (&$received) {
    $received[] = $message->getMessage();
};
$task = fn () => Pokio\send(new DomainException('sent'));
$calls = [
    'await' => fn () => Pokio\await(Pokio\async($task, onMessage: $receiver)),
    'map' => fn () => Pokio\map([1], $task, onMessage: $receiver),
    'settle' => fn () => Pokio\settle([$task], onMessage: $receiver)[0]->get(),
    'stream' => function () use ($task, $receiver) {
        foreach (Pokio\stream([1], $task, onMessage: $receiver) as $value) {
        }
    },
];
foreach ($calls as $name => $call) {
    $received = [];
    $call();
    echo $name, ': ', implode($received), "\n";
}
?>
--EXPECT--
await: sent
map: sent
settle: sent
stream: sent
