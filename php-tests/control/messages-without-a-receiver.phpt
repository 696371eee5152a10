--TEST--
Messages without a receiver, from the caller or from a handler are dropped
--EXTENSIONS--
pokio
--FILE--
<?php
Pokio\send('from the caller');
echo json_encode(Pokio\map([1], function (int $n) {
    Pokio\send('nobody listens');

    return $n;
})), "\n";
$came = [];
Pokio\map([1], fn () => Pokio\send('once'), onMessage: function (string $message) use (&$came) {
    $came[] = $message;
    Pokio\send('from the handler');
});
echo json_encode($came), "\n";
?>
--EXPECT--
[1]
["once"]
