--TEST--
A returned promise that was awaited already cannot be awaited again
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(function () {
        $inner = async(fn () => 1);
        await($inner);
        return $inner;
    }));
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
The promise has already been resolved.
