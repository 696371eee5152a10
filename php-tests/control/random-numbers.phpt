--TEST--
Each task has random numbers of its own, the same in each run from the same seed, and the caller's sequence does not advance
--EXTENSIONS--
pokio
--FILE--
<?php
// Not held by the polyfill.
$run = function () {
    mt_srand(42);
    $tasks = Pokio\map(range(1, 6), fn () => mt_rand());

    return [$tasks, mt_rand()];
};
mt_srand(42);
$first = mt_rand();
[$tasks, $next] = $run();
var_dump(count(array_unique($tasks)), $next === $first);
?>
--EXPECT--
int(6)
bool(true)
