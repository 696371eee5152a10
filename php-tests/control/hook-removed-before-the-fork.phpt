--TEST--
A hook that a before() removes is not called for the process that is about to be made
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$hook = fn (string $name, ?Closure $before = null) => Pokio\atFork(
    before: function () use ($name, &$before) {
        echo "$name: before\n";
        $before && $before();
    },
    child: fn () => print("$name: child\n"),
    end: fn () => print("$name: end\n"),
    parent: fn () => print("$name: parent\n"),
);
$first = $hook('first');
$second = $hook('second', function () use (&$first, &$second) {
    $first->remove();
    $second->remove();
});
$third = $hook('third');
await(async(fn () => 1));
$third->remove();
echo await(async(fn () => "no hooks\n"));
?>
--EXPECT--
first: before
second: before
third: before
third: child
third: end
third: parent
no hooks
