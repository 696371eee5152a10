--TEST--
Class, message, code, file and line arrive
--EXTENSIONS--
pokio
--FILE--
<?php
function fail(): never { throw new OverflowException('too much', 75); }
try {
    await(async(fn () => fail()));
} catch (OverflowException $e) {
    echo get_class($e), '|', $e->getMessage(), '|', $e->getCode(), '|', basename($e->getFile()), ':', $e->getLine(), "\n";
}
?>
--EXPECT--
OverflowException|too much|75|fields.php:2
