--TEST--
A promise of the caller can be chained in every task
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
$promise = async(fn () => 1);
$chain = fn () => await($promise->then(fn ($value) => $value + 1));
echo json_encode(await([async($chain), async($chain)])), "\n";
echo await($promise->then(fn ($value) => $value + 10)), "\n";
?>
--EXPECT--
[2,2]
11
