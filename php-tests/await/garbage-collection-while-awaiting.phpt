--TEST--
Collecting cycles in between neither loses nor repeats a task
--EXTENSIONS--
pokio
--FILE--
<?php
$promises = [];
foreach (range(1, 10) as $i) {
    $holder = new stdClass;
    $holder->promise = $promises[] = async(fn () => $holder ? $i : 0);
    $holder->promise->defer();
    unset($holder);
    gc_collect_cycles();
}
echo array_sum(await($promises)), "\n";
?>
--EXPECT--
55
