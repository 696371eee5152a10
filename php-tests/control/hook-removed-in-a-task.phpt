--TEST--
A process keeps the hooks that it was forked with, whatever its tasks remove or register
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$given = [];
$hook = Pokio\atFork(
    end: fn () => 'from end',
    parent: function (mixed $fromEnd) use (&$given) {
        $given[] = $fromEnd;
    },
);
$changes = function () use ($hook) {
    $hook->remove();
    Pokio\atFork(end: fn () => print("the end of a process that had begun before\n"));
};
await(async($changes));
Pokio\settle([$changes]);
Pokio\map([1, 2, 3], $changes, concurrency: 1);
echo implode(', ', $given), "\n";
?>
--EXPECT--
from end, from end, from end
