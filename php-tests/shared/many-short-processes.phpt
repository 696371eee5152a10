--TEST--
However many short processes end at the same time, each task runs and gives its value
--INI--
pokio.tasks_per_process=2
pokio.max_processes=40
--FILE--
<?php
for ($round = 0; $round < 3; $round++) {
    $results = await(array_map(fn (int $i) => async(fn () => $i), range(0, 199)));
    var_dump($results === range(0, 199));
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
