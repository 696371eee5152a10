--TEST--
A task reads on in a compressed stream of the caller where the caller stood
--EXTENSIONS--
zlib
--FILE--
<?php
$text = implode("\n", range(1, 50_000));
$path = tempnam(sys_get_temp_dir(), 'pokio');
file_put_contents("compress.zlib://$path", $text);
$stream = gzopen($path, 'r');
var_dump(gzread($stream, 1000) === substr($text, 0, 1000));
var_dump(await(async(fn () => gzread($stream, 1000))) === substr($text, 1000, 1000));
unlink($path);
--EXPECT--
bool(true)
bool(true)
