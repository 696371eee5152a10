--TEST--
What a task prints, registers and leaves unwaited comes out before the next task of its process
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
await(array_map(fn ($n) => async(function () use ($n) {
    register_shutdown_function(fn () => print("shutdown $n\n"));
    async(fn () => print("unwaited $n\n"));
    ob_start();
    echo "buffered $n\n";
}), [1, 2]));
echo "caller\n";
?>
--EXPECT--
buffered 1
shutdown 1
unwaited 1
buffered 2
shutdown 2
unwaited 2
caller
