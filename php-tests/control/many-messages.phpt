--TEST--
A task that sends more than fits anywhere waits until its messages are taken
--EXTENSIONS--
pokio
--FILE--
<?php
$sum = 0;
Pokio\map([0, 1], function (int $n) {
    for ($i = 0; $i < 500; $i++) {
        Pokio\send(str_repeat(chr(65 + $n), 10_000));
    }
}, onMessage: function (string $message) use (&$sum) {
    $sum += strlen($message);
});
var_dump($sum);
?>
--EXPECT--
int(10000000)
