--TEST--
A task reads a captured promise's value although the caller has awaited it and started many others since
--FILE--
<?php
$source = async(fn () => str_repeat('s', 100_000));
$source->defer();
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$capturing = async(function () use ($source, $there) {
    fgets($there);

    return md5(await($source));
});
$capturing->defer();
$own = md5(await($source));
for ($i = 0; $i < 100; $i++) {
    await(async(fn () => str_repeat('o', 100_000)));
}
fwrite($here, "go on\n");
var_dump(await($capturing) === $own);
?>
--EXPECT--
bool(true)
