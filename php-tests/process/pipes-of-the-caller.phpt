--TEST--
A program that the caller feeds through a pipe is not waited for by a task that drops the pipe
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), 'pokio');
$pipe = popen('cat > ' . escapeshellarg($file), 'w');
fwrite($pipe, "before\n");
await([
    async(fn () => exit),
    async(function () use (&$pipe) {
        $pipe = null;
    }),
]);
fwrite($pipe, "after\n");
var_dump(pclose($pipe), file_get_contents($file));
unlink($file);
?>
--EXPECT--
int(0)
string(13) "before
after
"
