--TEST--
Of items with the same key map() keeps the last in the input's order, where the first stood
--EXTENSIONS--
pokio
--FILE--
<?php
// PHP 8.5 says of null as a key that it is deprecated, here as in its own functions.
error_reporting(E_ALL & ~E_DEPRECATED);
$items = (function () {
    yield 'a' => 1;
    yield 'b' => 2;
    yield 'a' => 3;
    yield null => 4;
    yield '' => 5;
})();
echo json_encode(Pokio\map($items, function (int $n) {
    usleep((5 - $n) * 20_000);

    return $n;
})), "\n";
?>
--EXPECT--
{"a":3,"b":2,"":5}
