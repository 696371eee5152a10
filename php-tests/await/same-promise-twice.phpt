--TEST--
The same promise twice in an array is resolved twice, which throws
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = async(fn () => 'once');
try {
    var_dump(await([$promise, $promise]));
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
The promise has already been resolved.
