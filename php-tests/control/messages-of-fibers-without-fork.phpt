--TEST--
Without fork, messages of tasks in several fibers go to the receiver of each task's own call
--FILE--
<?php
function receive(string $name): Fiber
{
    return new Fiber(function () use ($name) {
        $got = [];
        Pokio\map([1, 2], function (int $n) use ($name) {
            Fiber::suspend();
            Pokio\send("$name$n");
            Fiber::suspend();
        }, onMessage: function (string $message) use (&$got) {
            $got[] = $message;
        });
        echo "$name: ", implode(' ', $got), "\n";
    });
}

$both = function () {
    $fibers = [receive('x'), receive('y')];
    array_map(fn (Fiber $fiber) => $fiber->start(), $fibers);
    while ($fibers = array_filter($fibers, fn (Fiber $fiber) => ! $fiber->isTerminated())) {
        array_map(fn (Fiber $fiber) => $fiber->resume(), $fibers);
    }
};
await(async($both)); // a task runs its own tasks without fork
pokio()->useSync();
$both();
?>
--EXPECT--
x: x1 x2
y: y1 y2
x: x1 x2
y: y1 y2
