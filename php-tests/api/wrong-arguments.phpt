--TEST--
Wrong arguments get PHP's usual errors everywhere
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\{Environment, Kernel, Promise, UnwaitedFutureManager};
use Pokio\Runtime\Fork\{ForkRuntime, ThrowableCapsule};
use Pokio\Runtime\Sync\{SyncFuture, SyncRuntime};
use Pokio\Support\Reflection;
$calls = [
    fn () => new Promise,
    fn () => new Promise('strlen'),
    fn () => new ForkRuntime,
    fn () => new ForkRuntime('many'),
    fn () => (new ForkRuntime(1))->defer('time'),
    fn () => (new SyncRuntime)->defer(null),
    fn () => new SyncFuture(5),
    fn () => new ThrowableCapsule(new stdClass),
    fn () => (new ThrowableCapsule(new Exception))->__unserialize('x'),
    fn () => Reflection::isCatchable(fn () => 1),
    fn () => Reflection::isCatchable('strlen', new Exception),
    fn () => Reflection::isCatchable(fn () => 1, 'thrown'),
    fn () => UnwaitedFutureManager::instance()->schedule(fn () => 1),
    fn () => UnwaitedFutureManager::instance()->unschedule(null),
    fn () => (new ReflectionMethod(Environment::class, 'getTotalMemory'))->invoke(null, []),
];
foreach ($calls as $i => $call) {
    try {
        $call();
        echo "$i accepted\n";
    } catch (TypeError $e) {
        echo $i, ' ', get_class($e), ': ', preg_replace('/(,? called in|, 0 passed|, 1 passed| expects).*/s', '', $e->getMessage()), "\n";
    }
}
?>
--EXPECT--
0 ArgumentCountError: Pokio\Promise::__construct()
1 TypeError: Pokio\Promise::__construct(): Argument #1 ($callback) must be of type Closure, string given
2 ArgumentCountError: Pokio\Runtime\Fork\ForkRuntime::__construct()
3 TypeError: Pokio\Runtime\Fork\ForkRuntime::__construct(): Argument #1 ($maxProcesses) must be of type int, string given
4 TypeError: Pokio\Runtime\Fork\ForkRuntime::defer(): Argument #1 ($callback) must be of type Closure, string given
5 TypeError: Pokio\Runtime\Sync\SyncRuntime::defer(): Argument #1 ($callback) must be of type Closure, null given
6 TypeError: Pokio\Runtime\Sync\SyncFuture::__construct(): Argument #1 ($callback) must be of type Closure, int given
7 TypeError: Pokio\Runtime\Fork\ThrowableCapsule::__construct(): Argument #1 ($throwable) must be of type Throwable, stdClass given
8 TypeError: Pokio\Runtime\Fork\ThrowableCapsule::__unserialize(): Argument #1 ($data) must be of type array, string given
9 ArgumentCountError: Pokio\Support\Reflection::isCatchable()
10 TypeError: Pokio\Support\Reflection::isCatchable(): Argument #1 ($callback) must be of type Closure, string given
11 TypeError: Pokio\Support\Reflection::isCatchable(): Argument #2 ($throwable) must be of type Throwable, string given
12 TypeError: Pokio\UnwaitedFutureManager::schedule(): Argument #1 ($future) must be of type Pokio\Contracts\Future, Closure given
13 TypeError: Pokio\UnwaitedFutureManager::unschedule(): Argument #1 ($future) must be of type Pokio\Contracts\Future, null given
14 TypeError: Pokio\Environment::getTotalMemory(): Argument #1 ($os) must be of type string, array given
