--TEST--
The limit of a call is each task's, from its start
--EXTENSIONS--
pokio
--FILE--
<?php
$outcomes = Pokio\map([1, 2, 3, 4], function (int $n) {
    usleep(300_000);

    return $n;
}, timeout: 1.1, concurrency: 1);
echo implode(',', $outcomes), "\n";
?>
--EXPECT--
1,2,3,4
