--TEST--
A message of an inner task goes to that task's receiver, not to the outer one's
--EXTENSIONS--
pokio
--FILE--
<?php
$outer = [];
$result = Pokio\map([1], function () {
    $inner = [];
    Pokio\map([1], fn () => Pokio\send('heard'), onMessage: function (string $message) use (&$inner) {
        $inner[] = $message;
    });
    Pokio\map([1], fn () => Pokio\send('dropped'));
    Pokio\send('outer');

    return $inner;
}, onMessage: function (string $message) use (&$outer) {
    $outer[] = $message;
});
echo json_encode([$result, $outer]), "\n";
?>
--EXPECT--
[[["heard"]],["outer"]]
