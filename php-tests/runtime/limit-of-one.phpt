--TEST--
With pokio.max_processes=1 one task runs after the other, in order
--INI--
pokio.max_processes=1
--FILE--
<?php
await(array_map(fn (int $i) => async(function () use ($i) {
    echo "$i begins\n";
    usleep(10_000);
    echo "$i ends\n";
}), range(1, 3)));
?>
--EXPECT--
1 begins
1 ends
2 begins
2 ends
3 begins
3 ends
