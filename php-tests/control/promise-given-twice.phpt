--TEST--
A promise that is given twice, or was awaited before, is a failure of its key
--EXTENSIONS--
pokio
--FILE--
<?php
$twice = async(fn () => 1);
$before = async(fn () => 2);
Pokio\await($before);
foreach (Pokio\settle(['a' => $twice, 'b' => $twice, 'c' => $before, 'd' => fn () => 3]) as $key => $outcome) {
    echo $key, ' ', $outcome->status->name, ' ', $outcome->error === null ? $outcome->value : get_class($outcome->error), "\n";
}
$again = async(fn () => 4);
try {
    Pokio\all([$again, $again]);
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
a Fulfilled 1
b Failed Pokio\Exceptions\FutureAlreadyAwaited
c Failed Pokio\Exceptions\FutureAlreadyAwaited
d Fulfilled 3
The promise has already been resolved.
