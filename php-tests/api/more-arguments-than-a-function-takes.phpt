--TEST--
Arguments beyond those that a function takes are ignored, as by the package's functions
--EXTENSIONS--
pokio
--SKIPIF--
<?php
if (PHP_DEBUG) die('skip debug builds of PHP insist on an error');
?>
--FILE--
<?php
use Pokio\Contracts\Future;
use Pokio\Environment;
use Pokio\Runtime\Fork\{ForkRuntime, ThrowableCapsule};
use Pokio\Runtime\Sync\{SyncFuture, SyncRuntime};
use Pokio\UnwaitedFutureManager;

// As Laravel's collections and array_walk() call what they are given.
$promises = array_map(async(...), ['a' => fn () => 1, 'b' => fn () => 2], ['key', 'key']);
echo json_encode(await($promises, 'more')), "\n";
$values = ['a' => fn () => 3, 'b' => fn () => 4];
array_walk($values, function (Closure &$closure, string $key) {
    $closure = async($closure, $key, [])->then(fn (int $n) => $n + 1, 'more')->finally(fn () => null, new stdClass);
});
echo json_encode(await($values)), "\n";
$promise = new Pokio\Promise(fn () => throw new DomainException('caught'), 'more');
$caught = $promise->catch(fn (DomainException $e) => $e->getMessage(), 'more');
echo $caught->resolve('more'), "\n";
$deferred = new Pokio\Promise(fn () => 'deferred');
$deferred->defer('more');
echo $deferred('more'), "\n";
pokio('more')->useFork('more');
pokio()->useSync(1, 2, 3);
echo (new SyncRuntime('more'))->defer(fn () => 5, null, 'more') instanceof Future ? 'future' : '', "\n";
echo (new SyncFuture(fn () => 6, 'more'))->await('more'), ' ', get_class(new ForkRuntime(2, 'more')), "\n";
echo get_class(new ThrowableCapsule(new Exception, 'more')), ' ', Environment::maxProcesses('more') > 0 ? 'processes' : '', "\n";
UnwaitedFutureManager::instance('more')->flush('more');
var_dump(json_encode(Pokio\map([1, 2], fn (int $n) => $n * 2)));
// Those that there must be are missed all the same.
foreach ([fn () => async(), fn () => new Pokio\Promise, fn () => Pokio\map([])] as $call) {
    try {
        $call();
    } catch (ArgumentCountError $e) {
        echo $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
[1,2]
{"a":4,"b":5}
caught
deferred
future
6 Pokio\Runtime\Fork\ForkRuntime
Pokio\Runtime\Fork\ThrowableCapsule processes
string(5) "[2,4]"
async() expects exactly 1 argument, 0 given
Pokio\Promise::__construct() expects exactly 1 argument, 0 given
Pokio\map() expects at least 2 arguments, 1 given
