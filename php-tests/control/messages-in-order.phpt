--TEST--
Messages of a task arrive in its order, with its key, before its outcome
--EXTENSIONS--
pokio
--FILE--
<?php
$send = function (string $name): string {
    foreach (range(1, 3) as $i) {
        Pokio\send([$name => $i]);
    }

    return $name;
};
$came = [];
$receive = function (mixed $message, mixed $key) use (&$came): void {
    $came[] = $key . json_encode($message);
};
foreach (Pokio\stream(['k' => 'a'], $send, onMessage: $receive) as $value) {
    $came[] = $value;
}
echo implode(' ', $came), "\n";

$came = [];
Pokio\map(['k' => 'a', 'l' => 'b'], $send, onMessage: $receive);
echo implode(' ', preg_grep('/^k/', $came)), ' ', implode(' ', preg_grep('/^l/', $came)), ' ', count($came), "\n";

$came = [];
$outcome = Pokio\settle([7 => fn () => $send('c')], onMessage: $receive)[7];
echo implode(' ', $came), ' ', $outcome->value, "\n";

$came = [];
Pokio\await(['x' => Pokio\async(fn () => $send('d'), onMessage: function (mixed $message) use (&$came) {
    $came[] = json_encode($message);
})]);
echo implode(' ', $came), "\n";
?>
--EXPECT--
k{"a":1} k{"a":2} k{"a":3} a
k{"a":1} k{"a":2} k{"a":3} l{"b":1} l{"b":2} l{"b":3} 6
7{"c":1} 7{"c":2} 7{"c":3} c
{"d":1} {"d":2} {"d":3}
