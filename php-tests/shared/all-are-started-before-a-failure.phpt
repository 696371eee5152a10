--TEST--
When an await fails, all its tasks have been started, though processes end early
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=2
pokio.max_processes=2
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), "pokio");
$tasks = [async(fn () => throw new Exception("at once"))];
for ($n = 1; $n < 20; $n++) {
    $tasks[] = async(function () use ($n, $file) {
        file_put_contents($file, "$n\n", FILE_APPEND);
        if ($n % 3 === 0) {
            exit;
        }
    });
}
try {
    await($tasks);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
// Nothing is awaited meanwhile.
for ($i = 0; $i < 500 && count(file($file)) < 19; $i++) {
    usleep(10000);
}
var_dump(count(file($file)));
unlink($file);
?>
--EXPECT--
at once
int(19)
