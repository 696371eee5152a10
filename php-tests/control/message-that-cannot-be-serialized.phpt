--TEST--
A message that cannot be serialized throws in the task
--EXTENSIONS--
pokio
--FILE--
<?php
$came = [];
echo json_encode(Pokio\map([1], function () {
    try {
        Pokio\send(fn () => 1);
    } catch (Exception $e) {
        Pokio\send('after');

        return $e->getMessage();
    }
}, onMessage: function (mixed $message) use (&$came) {
    $came[] = $message;
})), ' ', json_encode($came), "\n";
?>
--EXPECT--
["Serialization of 'Closure' is not allowed"] ["after"]
