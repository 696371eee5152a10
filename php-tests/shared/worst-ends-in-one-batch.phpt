--TEST--
Whatever ends a task in whatever way, the tasks around it give their values
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
error_reporting(0);
ini_set("memory_limit", "64M");
$deep = function () {
    for ($i = 0, $value = []; $i < 1000000; $i++) {
        $value = [$value];
    }

    return $value;
};
$ends = [
    fn () => str_repeat("x", 1 << 30),
    $deep,
    fn () => register_shutdown_function(function () {
        exit(4);
    }),
    fn () => register_shutdown_function(fn () => throw new Exception("in a shutdown function")) ?? 1,
    fn () => async(fn () => exit) && false,
    fn () => new class
    {
        public function __destruct()
        {
            exit(5);
        }
    },
    fn () => eval("class Broken extends NoSuchClass {}"),
    fn () => fn () => "a closure",
];
$tasks = [];
foreach ($ends as $n => $end) {
    $tasks["end $n"] = async($end)->catch(fn () => "caught");
    $tasks["good $n"] = async(fn () => $n);
}
$good = [];
try {
    await($tasks);
} catch (Throwable) {
}
foreach ($tasks as $name => $task) {
    try {
        $value = await($task);
    } catch (Throwable $e) {
        $value = $e::class;
    }
    if ($name[0] === "g") {
        $good[] = $value;
    }
}
echo count(array_filter($good, fn ($value) => is_int($value) || $value === Pokio\Exceptions\FutureAlreadyAwaited::class)), "\n";
?>
--EXPECT--
8
