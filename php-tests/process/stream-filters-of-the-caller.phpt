--TEST--
What a filter of the caller's stream holds back is not written by a task
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), 'pokio');
$stream = fopen($file, 'w');
stream_filter_append($stream, 'convert.base64-encode', STREAM_FILTER_WRITE);
fwrite($stream, 'ab');
await([
    async(fn () => 1),
    async(fn () => exit),
    async(function () use (&$stream) {
        $stream = null;
    }),
]);
fwrite($stream, 'c');
fclose($stream);
var_dump(file_get_contents($file));
unlink($file);
?>
--EXPECT--
string(4) "YWJj"
