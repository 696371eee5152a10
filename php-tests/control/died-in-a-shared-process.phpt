--TEST--
In a process of several tasks a death is the outcome of one task, and the others have theirs
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$outcomes = iterator_to_array(Pokio\stream(range(0, 19), fn (int $n) => $n === 7 ? exit(4) : $n, settle: true, concurrency: 2));
foreach ($outcomes as $key => $outcome) {
    if ($outcome->status !== Pokio\Status::Fulfilled || $outcome->value !== $key) {
        echo $key, ' ', $outcome->status->name, ' ', $outcome->error?->exitCode, "\n";
    }
}
echo count($outcomes), "\n";
?>
--EXPECT--
7 Died 4
20
