--TEST--
With SIGCHLD ignored each closure runs exactly once, however soon its process ends
--EXTENSIONS--
pcntl
--FILE--
<?php
pcntl_signal(SIGCHLD, SIG_IGN);
$file = tempnam(sys_get_temp_dir(), 'pokio');
for ($i = 0; $i < 60; $i++) {
    await(array_map(fn (int $j) => async(function () use ($file, $i, $j) {
        file_put_contents($file, "$i-$j\n", FILE_APPEND);
        if ($j % 2 === 0) {
            exit;
        }

        return $j;
    }), range(1, 10)));
}
$ran = file($file);
unlink($file);
var_dump(count($ran), count(array_unique($ran)));
?>
--EXPECT--
int(600)
int(600)
