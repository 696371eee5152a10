--TEST--
At most as many processes as may run at once share out the tasks
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=3
--FILE--
<?php
$ids = await(array_map(fn () => async(function () {
    usleep(1000);

    return getmypid();
}), range(1, 40)));
var_dump(count(array_unique($ids)) <= 3, in_array(getmypid(), $ids));
?>
--EXPECT--
bool(true)
bool(false)
