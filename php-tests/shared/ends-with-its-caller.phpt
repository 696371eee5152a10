--TEST--
When the caller is killed, the processes that work for it end
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=3
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), "pokio");
$caller = pcntl_fork();
if ($caller === 0) {
    await(array_map(fn () => async(function () use ($file) {
        file_put_contents($file, getmypid() . "\n", FILE_APPEND);
        usleep(20000);
    }), range(1, 2000)));
}
for ($i = 0; $i < 500 && count(file($file)) < 6; $i++) {
    usleep(10000);
}
posix_kill($caller, SIGKILL);
pcntl_waitpid($caller, $status);
for ($i = 0, $before = -1; $i < 100 && $before !== count(file($file)); $i++) {
    $before = count(file($file));
    usleep(200000);
}
$served = count(file($file));
unlink($file);
var_dump($served >= 6, $served < 2000);
?>
--EXPECT--
bool(true)
bool(true)
