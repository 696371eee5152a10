--TEST--
Processes that are killed at any moment cost the tasks that they were at, and no other task is lost or runs twice
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
if (! is_file("/proc/self/task/" . getmypid() . "/children")) {
    die("skip needs /proc with children");
}
?>
--INI--
pokio.tasks_per_process=0
pokio.max_processes=4
--FILE--
<?php
$caller = getmypid();
$killer = pcntl_fork();
if ($killer === 0) {
    while (posix_getppid() === $caller) {
        $children = explode(" ", trim(file_get_contents("/proc/$caller/task/$caller/children")));
        $others = array_diff($children, [(string) getmypid(), ""]);
        if ($others !== []) {
            posix_kill((int) $others[array_rand($others)], SIGKILL);
        }
        usleep(random_int(0, 3000));
    }
    posix_kill(getmypid(), SIGKILL);
}
$file = tempnam(sys_get_temp_dir(), "pokio");
$results = await(array_map(fn ($n) => async(function () use ($n, $file) {
    file_put_contents($file, "$n\n", FILE_APPEND);
    usleep(200);

    return $n;
}), range(0, 1999)));
posix_kill($killer, SIGKILL);
pcntl_waitpid($killer, $status);

$runs = array_count_values(file($file, FILE_IGNORE_NEW_LINES));
unlink($file);
$values = array_filter($results, fn ($value) => $value !== null);
var_dump(count($results), max($runs));
var_dump(array_filter($values, fn ($value, $n) => $value !== $n, ARRAY_FILTER_USE_BOTH));
var_dump(array_diff_key($values, $runs));
?>
--EXPECT--
int(2000)
int(1)
array(0) {
}
array(0) {
}
