--TEST--
The exceptions and outcomes of a call can be serialized, though closures were among its arguments
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    Pokio\map(['k' => 1], fn () => usleep(200_000), timeout: 0.1);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    $copy = unserialize(serialize($e));
    var_dump($copy->getMessage() === $e->getMessage(), $copy->key);
}
$promise = async(fn () => 1);
Pokio\cancel($promise);
$outcome = unserialize(serialize(Pokio\settle(['k' => $promise, 'l' => fn () => 2])['k']));
var_dump($outcome->status, get_class($outcome->error));
?>
--EXPECT--
bool(true)
string(1) "k"
enum(Pokio\Status::Cancelled)
string(30) "Pokio\Exceptions\TaskCancelled"
