--TEST--
Strings of any bytes arrive as they are
--EXTENSIONS--
pokio
--FILE--
<?php
$all = implode(array_map('chr', range(0, 255)));
foreach (['', '0', "\0", "a\0b", "\xff\xfe", $all, strrev($all), "\r\n", 'héllo ✓'] as $string) {
    var_dump(await(async(fn () => $string)) === $string, await(async(fn () => [$string => $string])) === [$string => $string]);
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
