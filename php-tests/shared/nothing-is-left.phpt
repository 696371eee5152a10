--TEST--
After batches of every kind no process, descriptor or mapping is left
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
if (! is_dir("/proc/self")) {
    die("skip needs /proc");
}
?>
--INI--
pokio.tasks_per_process=0
pokio.max_processes=3
--FILE--
<?php
require __DIR__ . "/../support/php.inc";

$round = function () {
    await(array_map(fn ($n) => async(fn () => str_repeat("x", $n * 3000)), range(0, 9)));
    await(array_map(fn ($n) => async(fn () => $n % 2 ? exit : $n), range(0, 9)));
    try {
        await([async(fn () => throw new Exception("x")), async(fn () => usleep(1000)), async(fn () => 1)]);
    } catch (Exception) {
    }
    Pokio\UnwaitedFutureManager::instance()->run();
};
$count = fn () => [count(scandir("/proc/self/fd")), count(preg_grep("/zero|pokio|deleted/", file("/proc/self/maps")))];
// Processes that have done their work are collected beside the program.
$settle = function () {
    for ($i = 0; $i < 500 && children() !== []; $i++) {
        usleep(10_000);
    }
};
$round();
$settle();
$before = $count();
for ($i = 0; $i < 20; $i++) {
    $round();
}
$settle();
var_dump($count() === $before, children());
?>
--EXPECT--
bool(true)
array(0) {
}
