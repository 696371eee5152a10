--TEST--
flush() forgets the failures of a batch; its tasks run all the same
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), "pokio");
$tasks = [async(fn () => throw new Exception("awaited"))];
for ($n = 1; $n <= 6; $n++) {
    $tasks[] = async(function () use ($file) {
        usleep(2000);
        file_put_contents($file, ".", FILE_APPEND);
        throw new Exception("forgotten");
    });
}
try {
    await($tasks);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
unset($tasks, $e);
Pokio\UnwaitedFutureManager::instance()->flush();
for ($i = 0; $i < 500 && filesize($file) < 6; $i++) {
    usleep(10000);
    clearstatcache();
}
var_dump(filesize($file));
unlink($file);
?>
--EXPECT--
awaited
int(6)
