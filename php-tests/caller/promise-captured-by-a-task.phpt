--TEST--
A promise that the caller started gives its value to the caller and to every task that captured it
--FILE--
<?php
$source = async(function () {
    usleep(50_000);

    return ['value'];
});
$source->defer();
$outcomes = await([
    async(fn () => await($source)),
    async(fn () => $source->resolve()),
    async(fn () => $source()),
    $source,
]);
echo json_encode($outcomes), "\n";
?>
--EXPECT--
[["value"],["value"],["value"],["value"]]
