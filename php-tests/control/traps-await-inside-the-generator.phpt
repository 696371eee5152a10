--TEST--
An input may itself wait for tasks
--EXTENSIONS--
pokio
--FILE--
<?php
$items = (function () {
    foreach ([1, 2, 3] as $n) {
        yield $n => await(async(fn () => $n * 10));
    }
})();
echo json_encode(Pokio\map($items, fn (int $n) => $n + 1)), "\n";
?>
--EXPECT--
{"1":11,"2":21,"3":31}
