--TEST--
all() gives the values of promises and closures by key
--EXTENSIONS--
pokio
--FILE--
<?php
echo json_encode(Pokio\all(['p' => async(fn () => 1), 'c' => fn () => 2, 7 => async(fn () => 3)])), "\n";
echo json_encode(Pokio\all((function () { yield 'g' => fn () => 4; })())), "\n";
?>
--EXPECT--
{"p":1,"c":2,"7":3}
{"g":4}
