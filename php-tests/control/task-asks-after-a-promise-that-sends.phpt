--TEST--
A task that asks done() of its caller's promise takes none of the messages that this one sends
--EXTENSIONS--
pokio
--FILE--
<?php
$received = 0;
$sends = Pokio\async(function () {
    // More than the channel holds at a time.
    for ($i = 0; $i < 50; $i++) {
        Pokio\send([$i, str_repeat('x', 10_000)]);
    }

    return 'value';
}, onMessage: function (array $message) use (&$received) {
    $message[0] === $received++ || print("$message[0] came at the wrong time\n");
});
$sends->defer();
$asks = fn () => array_map(fn () => Pokio\done($sends) || usleep(1_000), range(1, 100)) && true;
$single = async($asks);
$single->defer();
usleep(50_000);
var_dump(await($single), Pokio\map([1, 2], $asks, concurrency: 2), await($sends), $received);
?>
--EXPECT--
bool(true)
array(2) {
  [0]=>
  bool(true)
  [1]=>
  bool(true)
}
string(5) "value"
int(50)
