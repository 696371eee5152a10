--TEST--
done() hands on messages that have come, of any task
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$received = [];
$promise = Pokio\async(function () {
    Pokio\send('one');
    Pokio\send('two');
    sleep(30);
}, onMessage: function (string $message) use (&$received) {
    $received[] = $message;
});
$promise->defer();
$other = async(fn () => 1);
for ($i = 0; $i < 5000 && count($received) < 2; $i++) {
    Pokio\done($other);
    usleep(1000);
}
echo implode(' ', $received), "\n";
Pokio\cancel($promise);
// When it says that a task has ended, all its messages have come.
$received = [];
$promise = Pokio\async(fn () => array_map(Pokio\send(...), range(1, 100)), onMessage: function (int $message) use (&$received) {
    $received[] = $message;
});
$promise->defer();
while (! Pokio\done($promise)) {
    usleep(1000);
}
var_dump($received === range(1, 100));
await($promise);
?>
--EXPECT--
one two
bool(true)
