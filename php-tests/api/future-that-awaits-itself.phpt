--TEST--
A sync future or promise that awaits itself is an exception, not endless recursion
--EXTENSIONS--
pokio
--FILE--
<?php
pokio()->useSync();
$promise = async(function () use (&$promise) { return await($promise); });
try {
    await($promise);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
$promise = async(function () use (&$promise) { return $promise; });
try {
    await($promise);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
The promise has already been resolved.
The promise has already been resolved.
