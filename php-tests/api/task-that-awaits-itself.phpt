--TEST--
A forked task that awaits its own promise is an exception, not a hang
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = async(function () use (&$promise) { return await($promise); });
try {
    var_dump(await($promise));
} catch (Throwable $e) {
    echo "an exception\n";
}
$promise = async(function () use (&$promise) { return $promise; });
try {
    var_dump(await($promise));
} catch (Throwable $e) {
    echo "an exception\n";
}
?>
--EXPECT--
an exception
an exception
