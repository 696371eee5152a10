--TEST--
Leaving the loop closes the input and cancels the rest, though the stream is held
--EXTENSIONS--
pokio
--FILE--
<?php
// Not held by the polyfill.
$items = (function () {
    try {
        for ($i = 0; ; $i++) {
            yield $i;
        }
    } finally {
        echo "closed\n";
    }
})();
$stream = Pokio\stream($items, fn (int $i) => $i);
unset($items);
foreach ($stream as $value) {
    break;
}
echo "left\n";
var_dump($stream->valid());
?>
--EXPECT--
closed
left
bool(false)
