--TEST--
await() of one promise with a limit throws TaskTimedOut, and values in time come as without one
--EXTENSIONS--
pokio
--FILE--
<?php
$named = Pokio\async(fn () => usleep(300_000), name: 'slow');
try {
    Pokio\await($named, timeout: 0.15);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    echo $e->getMessage(), "\n";
}
var_dump(Pokio\await(async(fn () => 1), timeout: 30.0), Pokio\await(['a' => async(fn () => 2)], timeout: 30), Pokio\await([], timeout: 0.5));
try {
    Pokio\await(['a' => async(fn () => throw new DomainException('own'))], timeout: 30);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
Task 'slow' had not ended after 0.15 seconds
int(1)
array(1) {
  ["a"]=>
  int(2)
}
array(0) {
}
own
