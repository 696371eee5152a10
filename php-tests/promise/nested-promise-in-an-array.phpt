--TEST--
A promise inside a returned array is a value, and promises are no values
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    var_dump(await(async(fn () => ['inner' => async(fn () => 1)])));
} catch (Exception $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
}
?>
--EXPECT--
Exception: Serialization of 'Pokio\Promise' is not allowed
