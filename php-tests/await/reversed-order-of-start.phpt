--TEST--
Promises may be awaited in another order than they were started
--EXTENSIONS--
pokio
--FILE--
<?php
$promises = [];
foreach (range(1, 20) as $i) {
    $promises[$i] = async(fn () => $i * $i);
    $promises[$i]->defer();
}
$squares = [];
foreach (array_reverse($promises, true) as $i => $promise) {
    $squares[] = await($promise);
}
echo implode(' ', $squares), "\n";
?>
--EXPECT--
400 361 324 289 256 225 196 169 144 121 100 81 64 49 36 25 16 9 4 1
