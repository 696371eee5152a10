--TEST--
A stream whose input throws before its first item has been iterated by that
--EXTENSIONS--
pokio
--FILE--
<?php
$items = (function () {
    throw new RuntimeException('no input');
    yield;
})();
$stream = Pokio\stream($items, fn ($item) => $item);
foreach ([1, 2] as $_) {
    try {
        foreach ($stream as $value) {
            echo "not reached\n";
        }
    } catch (Exception $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
var_dump($stream->valid());
?>
--EXPECT--
RuntimeException: no input
LogicException: A stream can be iterated once; call Pokio\stream() again for another run
bool(false)
