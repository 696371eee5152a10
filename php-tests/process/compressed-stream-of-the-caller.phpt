--TEST--
A compressed file that the caller is writing is not finished by a task
--EXTENSIONS--
zlib
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), 'pokio');
$stream = fopen("compress.zlib://$file", 'w');
fwrite($stream, $text = str_repeat("a line\n", 1000));
await([
    async(fn () => 1),
    async(fn () => exit),
    async(function () use (&$stream) {
        $stream = null;
    }),
]);
clearstatcache();
$before = filesize($file);
fwrite($stream, 'the end');
fclose($stream);
var_dump($before, gzdecode(file_get_contents($file)) === $text . 'the end');
unlink($file);
?>
--EXPECTF--
int(%d)
bool(true)
