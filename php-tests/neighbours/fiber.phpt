--TEST--
Fibers and generators suspended in the caller: tasks may continue their copies, the caller its own
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
function steps(): Generator
{
    try {
        yield 1;
        yield 2;
        yield 3;
    } finally {
        echo 'generator ends in ', getmypid() === CALLER ? 'the caller' : 'a task', "\n";
    }
}

define('CALLER', getmypid());
$generator = steps();
$generator->current();
$fiber = new Fiber(function (): string {
    try {
        $a = Fiber::suspend('suspended');
        $b = Fiber::suspend($a);
        return "returns $b";
    } finally {
        echo 'fiber ends in ', getmypid() === CALLER ? 'the caller' : 'a task', "\n";
    }
});
$fiber->start();
var_dump(await([
    async(function () use ($generator) { $generator->next(); return $generator->current(); }),
    async(fn () => $fiber->resume('resumed in a task')),
    async(function () use (&$generator, &$fiber) { $generator = $fiber = null; gc_collect_cycles(); return 'dropped'; }),
    async(function () { exit(1); }),
]));
// A task that starts inside a fiber, and one whose await is inside it.
$inner = new Fiber(function (): void {
    $task = async(fn () => Fiber::getCurrent() === null ? 'outside' : 'inside');
    var_dump(Fiber::suspend($task), await($task));
    var_dump(await(async(function () {
        try {
            return Fiber::suspend(1);
        } catch (Throwable $e) {
            return get_class($e);
        } finally {
            echo "once\n";
        }
    })));
    await(async(function () { exit(1); }));
    throw new LogicException('out of the fiber');
});
$task = $inner->start();
try {
    $inner->resume('resumed');
} catch (LogicException $e) {
    echo $e->getMessage(), "\n";
}
// Generators whose bodies await.
$lazy = (function () { foreach ([1, 2, 3] as $n) { yield await(async(fn () => $n * 10)); } })();
echo implode(',', iterator_to_array($lazy)), "\n";
// Fibers inside tasks.
var_dump(await(async(function () { $f = new Fiber(fn () => Fiber::suspend(await(async(fn () => 'deep')))); return $f->start(); })));
echo $fiber->resume('resumed'), "\n";
$fiber->resume('b');
echo $fiber->getReturn(), "\n";
$generator->next();
echo $generator->current(), "\n";
unset($generator);
--EXPECT--
array(4) {
  [0]=>
  int(2)
  [1]=>
  string(17) "resumed in a task"
  [2]=>
  string(7) "dropped"
  [3]=>
  NULL
}
string(7) "resumed"
string(7) "outside"
once
string(10) "FiberError"
out of the fiber
10,20,30
string(4) "deep"
resumed
fiber ends in the caller
returns b
2
generator ends in the caller
