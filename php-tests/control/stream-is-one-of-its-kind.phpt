--TEST--
A stream is neither cloned nor serialized
--EXTENSIONS--
pokio
--FILE--
<?php
$stream = Pokio\stream([1], fn (int $n) => $n);
foreach ([fn () => clone $stream, fn () => serialize($stream)] as $try) {
    try {
        $try();
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
echo implode(',', iterator_to_array($stream)), "\n";
?>
--EXPECT--
Error: Trying to clone an uncloneable object of class Pokio\Stream
Exception: Serialization of 'Pokio\Stream' is not allowed
1
