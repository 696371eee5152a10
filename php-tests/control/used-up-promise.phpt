--TEST--
A promise that was chained on gives null, once
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = async(fn () => 1);
$chained = $promise->then(fn (int $n) => $n + 1);
echo json_encode(Pokio\all(['used' => $promise, 'chained' => $chained])), "\n";
echo Pokio\cancel($promise, $chained), "\n";
?>
--EXPECT--
{"used":null,"chained":2}
0
