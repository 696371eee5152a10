--TEST--
A message of many megabytes arrives whole
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(fn () => throw new Exception(str_repeat('m', 5 << 20))));
} catch (Exception $e) {
    var_dump(strlen($e->getMessage()) === 5 << 20, $e->getMessage() === str_repeat('m', 5 << 20));
}
?>
--EXPECT--
bool(true)
bool(true)
