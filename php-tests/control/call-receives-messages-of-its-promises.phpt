--TEST--
A call's handler receives the messages of promises that have none of their own, with the call's key
--EXTENSIONS--
pokio
--FILE--
<?php
$task = fn () => Pokio\send('message');
Pokio\settle(
    ['closure' => $task, 'promise' => async($task), 'own' => Pokio\async($task, onMessage: fn (string $message, string $key) => print("own $key: $message\n"))],
    concurrency: 1,
    onMessage: fn (string $message, string $key) => print("call $key: $message\n"),
);
?>
--EXPECT--
call closure: message
call promise: message
own own: message
