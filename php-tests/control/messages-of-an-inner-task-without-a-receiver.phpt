--TEST--
What a task sends whose promise has no receiver is dropped, not given to the outer task's
--EXTENSIONS--
pokio
--FILE--
<?php
$got = [];
echo json_encode(Pokio\map([1], function () {
    $inner = async(function () {
        Pokio\send('inner');

        return 'value';
    });
    $value = await($inner);
    Pokio\send('outer');

    return $value;
}, onMessage: function (string $message) use (&$got) {
    $got[] = $message;
})), json_encode($got), "\n";
?>
--EXPECT--
["value"]["outer"]
