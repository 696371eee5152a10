--TEST--
Cancelling very many promises takes as long as many times cancelling some
--EXTENSIONS--
pokio
--INI--
zend.exception_ignore_args=0
--FILE--
<?php
// Not held by the polyfill.
ini_set('memory_limit', '512M');
$cancel = function (int $count): float {
    $promises = [];
    for ($i = 0; $i < $count; $i++) {
        $promises["promise $i"] = async(fn () => $i);
    }
    // By their places, and by their keys.
    $halves = array_chunk($promises, intdiv($count, 2), true);
    $start = hrtime(true);
    if (Pokio\cancel(...array_values($halves[0])) + Pokio\cancel(...$halves[1]) !== $count) {
        echo "not all\n";
    }

    return (hrtime(true) - $start) / 1e9;
};
$some = 0.0;
for ($i = 0; $i < 40; $i++) {
    $some += $cancel(1000);
}
$many = $cancel(40_000);
echo $many < 8 * $some + 1 ? 'as long' : "40 times 1000: $some s, 40000: $many s", "\n";
?>
--EXPECT--
as long
