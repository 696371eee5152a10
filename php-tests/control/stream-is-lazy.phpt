--TEST--
A stream pulls and starts nothing before its first rewind(), valid() or current()
--EXTENSIONS--
pokio
--FILE--
<?php
$items = (function () {
    echo "pulled\n";
    yield 'k' => 1;
})();
$stream = Pokio\stream($items, fn (int $n) => $n * 2);
echo "made\n";
var_dump($stream->valid(), $stream->current(), $stream->key());
$stream->next();
var_dump($stream->valid(), $stream->current(), $stream->key());
?>
--EXPECT--
made
pulled
bool(true)
int(2)
string(1) "k"
bool(false)
NULL
NULL
