--TEST--
An unordered stream gives what ends first
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$order = [];
foreach (Pokio\stream(['slow' => 300_000, 'fast' => 0], fn (int $wait) => usleep($wait), ordered: false, concurrency: 2, tasksPerProcess: 1) as $key => $value) {
    $order[] = $key;
}
echo implode(', ', $order), "\n";
?>
--EXPECT--
fast, slow
