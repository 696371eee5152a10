--TEST--
A task that sends without end keeps nobody else waiting: deadlines, other tasks, results
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$endless = function () { while (true) Pokio\send('again'); };
// Meanwhile, the next message comes.
$receiver = fn ($message) => usleep(300);

try {
    Pokio\await(Pokio\async($endless, onMessage: $receiver), timeout: 0.3);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    echo 'await: ', $e->getMessage(), "\n";
}

try {
    foreach (Pokio\stream([1, 2], $endless, deadline: 0.3, onMessage: $receiver) as $value);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    echo 'stream: ', $e->getMessage(), "\n";
}

// More than a channel holds: it ends when somebody takes that.
$sends = function () {
    for ($i = 0; $i < 200; $i++) Pokio\send(str_repeat('x', 1000));
    return 'has sent all';
};
$received = 0;
$counts = function ($message) use (&$received) { $received++; };
echo Pokio\race([
    Pokio\async($endless, onMessage: $receiver),
    Pokio\async($sends, onMessage: $counts),
]), ": $received\n";

$items = Pokio\stream(
    ['endless', 'ends'],
    fn ($item) => $item === 'ends' ? $item : $endless(),
    ordered: false, concurrency: 2, onMessage: $receiver,
);
foreach ($items as $item) {
    echo "item: $item\n";
    break;
}
?>
--EXPECT--
await: The task had not ended after 0.3 seconds
stream: Not all tasks had ended after 0.3 seconds
has sent all: 200
item: ends
