--TEST--
What a task leaves in statics and globals the next task of its process finds
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
function count_calls(): int
{
    static $calls = 0;

    return ++$calls;
}

$seen = await(array_map(fn ($n) => async(function () use ($n) {
    $GLOBALS["seen"][] = $n;

    return [count_calls(), $GLOBALS["seen"]];
}), [1, 2, 3]));
echo json_encode($seen), "\n";
var_dump(count_calls());
?>
--EXPECT--
[[1,[1]],[2,[1,2]],[3,[1,2,3]]]
int(1)
