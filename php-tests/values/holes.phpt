--TEST--
A list with a hole keeps its keys
--EXTENSIONS--
pokio
--FILE--
<?php
$holes = range(0, 9);
unset($holes[0], $holes[4], $holes[9]);
$received = await(async(fn () => $holes));
var_dump($received === $holes, array_is_list($received));
echo json_encode(array_keys($received)), "\n";
foreach ([array_fill(5, 3, 'x'), array_reverse([1, 2, 3], true), array_filter([1, 0, 2, 0])] as $array) {
    var_dump(await(async(fn () => $array)) === $array);
}
?>
--EXPECT--
bool(true)
bool(false)
[1,2,3,5,6,7,8]
bool(true)
bool(true)
bool(true)
