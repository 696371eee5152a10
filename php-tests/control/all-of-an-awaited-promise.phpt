--TEST--
all() throws for a promise that was awaited before, and starts nothing after it
--EXTENSIONS--
pokio
--FILE--
<?php
$awaited = async(fn () => 'value');
await($awaited);
$begun = tempnam(sys_get_temp_dir(), 'pokio');
try {
    Pokio\all([$awaited, function () use ($begun) {
        unlink($begun);
        throw new DomainException('of a later one');
    }], concurrency: 1);
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
echo unlink($begun) ? "The other has not begun.\n" : "The other has begun.\n";
?>
--EXPECT--
The promise has already been resolved.
The other has not begun.
