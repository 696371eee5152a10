--TEST--
A promise that was cancelled before is Cancelled in settle(), with no time
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = Pokio\async(fn () => print("ran\n"), name: 'unwanted');
Pokio\cancel($promise);
$outcome = Pokio\settle(['k' => $promise])['k'];
var_dump($outcome->status->name, get_class($outcome->error), $outcome->seconds, $outcome->name, $outcome->key);
?>
--EXPECT--
string(9) "Cancelled"
string(30) "Pokio\Exceptions\TaskCancelled"
float(0)
string(8) "unwanted"
string(1) "k"
