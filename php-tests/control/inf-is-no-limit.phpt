--TEST--
INF seconds are no limit, and a concurrency beyond the machine's is taken
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(Pokio\map([1, 2, 3], fn (int $n) => $n, timeout: INF, deadline: INF, concurrency: 500) === [1, 2, 3]);
var_dump(Pokio\await(Pokio\async(fn () => 4, timeout: INF), timeout: INF));
?>
--EXPECT--
bool(true)
int(4)
