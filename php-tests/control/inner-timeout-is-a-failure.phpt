--TEST--
A TaskTimedOut that a task does not catch makes the task fail, with the key of the inner one
--EXTENSIONS--
pokio
--FILE--
<?php
$outcome = Pokio\settle(['outer' => fn () => Pokio\map(['inner' => 1], fn () => usleep(250_000), timeout: 0.1)])['outer'];
var_dump($outcome->status->name, $outcome->key, get_class($outcome->error), $outcome->error->key);
?>
--EXPECT--
string(6) "Failed"
string(5) "outer"
string(29) "Pokio\Exceptions\TaskTimedOut"
string(5) "inner"
