--TEST--
A captured promise gives its value to both also when it is of several megabytes
--FILE--
<?php
$source = async(function () {
    usleep(50_000);

    return str_repeat('0123456789abcdef', 512 * 1024);
});
$source->defer();
$hashes = await([
    async(fn () => md5(await($source))),
    async(fn () => md5(await($source))),
]);
$hashes[] = md5(await($source));
var_dump(count(array_unique($hashes)), $hashes[0] === md5(str_repeat('0123456789abcdef', 512 * 1024)));
?>
--EXPECT--
int(1)
bool(true)
