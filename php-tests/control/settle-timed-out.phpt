--TEST--
A task that takes too long is TimedOut, with the limit and not the time that it took
--EXTENSIONS--
pokio
--FILE--
<?php
[17 => $outcome] = Pokio\settle([17 => Pokio\async(fn () => usleep(400_000), name: 'resize')], timeout: 0.2);
var_dump($outcome->status === Pokio\Status::TimedOut, $outcome->value, $outcome->error->seconds, $outcome->error->key, $outcome->error->name, $outcome->seconds >= 0.19);
echo $outcome->error->getMessage(), "\n";
?>
--EXPECT--
bool(true)
NULL
float(0.2)
int(17)
string(6) "resize"
bool(true)
Task 'resize' (key 17) had not ended after 0.2 seconds
