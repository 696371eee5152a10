--TEST--
When a before() throws, parent() is called of the hooks whose before() had run, at once and in reverse order
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
foreach (['first', 'second'] as $name) {
    Pokio\atFork(before: fn () => print("before $name\n"), parent: fn (mixed $given, Pokio\Outcome $last) => print("parent $name: " . json_encode($given) . " {$last->status->name}\n"));
}
$thrower = Pokio\atFork(before: fn () => throw new DomainException('refused'), parent: fn () => print("never\n"));
foreach ([fn () => await(async(fn () => 1)), fn () => Pokio\map([1], fn () => 1), fn () => Pokio\all([fn () => 1])] as $call) {
    try {
        $call();
    } catch (DomainException $e) {
        echo $e->getMessage(), "\n";
    }
}
$thrower->remove();
echo json_encode(Pokio\map([1], fn () => 1)), "\n";
?>
--EXPECT--
before first
before second
parent second: null Cancelled
parent first: null Cancelled
refused
before first
before second
parent second: null Cancelled
parent first: null Cancelled
refused
before first
before second
parent second: null Cancelled
parent first: null Cancelled
refused
before first
before second
parent second: null Fulfilled
parent first: null Fulfilled
[1]
