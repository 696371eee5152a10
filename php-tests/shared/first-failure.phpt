--TEST--
The first failure in the order of the array is thrown; the other tasks run all the same
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), "pokio");
$tasks = array_map(fn ($n) => async(function () use ($n, $file) {
    file_put_contents($file, "$n\n", FILE_APPEND);
    usleep($n === 3 ? 20000 : 0);
    if ($n === 3 || $n === 5) {
        throw new Exception("task $n");
    }
}), range(1, 20));
try {
    await($tasks);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
// The other failure has been met with it, and can still be awaited.
Pokio\UnwaitedFutureManager::instance()->run();
try {
    await($tasks[4]);
} catch (Exception $e) {
    echo "awaited: ", $e->getMessage(), "\n";
}
var_dump(count(file($file)));
unlink($file);
?>
--EXPECT--
task 3
awaited: task 5
int(20)
