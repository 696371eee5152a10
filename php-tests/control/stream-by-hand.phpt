--TEST--
A stream can be given to whatever takes an iterator
--EXTENSIONS--
pokio
--FILE--
<?php
$stream = fn () => Pokio\stream(['a' => 1, 'b' => 2, 'c' => 3], fn (int $n) => $n);
echo json_encode(iterator_to_array($stream())), "\n";
echo json_encode([...(function () use ($stream) { yield from $stream(); })()]), "\n";
echo json_encode(iterator_to_array(new LimitIterator($stream(), 0, 2))), "\n";
var_dump($stream() instanceof Iterator, (new ReflectionClass(Pokio\Stream::class))->isFinal());
?>
--EXPECT--
{"a":1,"b":2,"c":3}
{"a":1,"b":2,"c":3}
{"a":1,"b":2}
bool(true)
bool(true)
