--TEST--
map() gives the results by key, in the input's order, whichever ends first
--EXTENSIONS--
pokio
--FILE--
<?php
use function Pokio\map;

$later = function (int $n): int {
    usleep((4 - $n) * 20_000);

    return $n * 10;
};
var_dump(map(['c' => 1, 7 => 2, 'a' => 3], $later) === ['c' => 10, 7 => 20, 'a' => 30]);
$items = (function () {
    yield 'x' => 3;
    yield 2 => 1;
})();
var_dump(map($items, $later) === ['x' => 30, 2 => 10]);
?>
--EXPECT--
bool(true)
bool(true)
