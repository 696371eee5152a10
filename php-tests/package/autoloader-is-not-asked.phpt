--TEST--
No autoloader is asked for a class of the extension
--EXTENSIONS--
pokio
--FILE--
<?php
$asked = [];
require __DIR__ . '/project/autoload.php';

use Pokio\Contracts\{Future, Runtime};
use Pokio\Exceptions\{FutureAlreadyAwaited, PromiseAlreadyStarted};
use Pokio\{Environment, Kernel, Promise, UnwaitedFutureManager};
use Pokio\Runtime\{Fork\ForkRuntime, Sync\SyncRuntime};

// Checks, in each way that PHP has.
var_dump(class_exists(Promise::class), interface_exists(Future::class), is_a(Promise::class, Runtime::class, true));
var_dump(is_subclass_of(SyncRuntime::class, Runtime::class), method_exists(Promise::class, 'then'), is_callable([Kernel::class, 'instance']));
var_dump(new stdClass instanceof Promise, (new ReflectionClass(FutureAlreadyAwaited::class))->isInternal());

// Use: a task, a chain, exceptions, the types behind them.
$promise = new Promise(fn () => 1);
var_dump($promise->then(fn (int $one): int => $one + 1)->catch(fn (PromiseAlreadyStarted $e) => 0)->resolve());
try {
    $twice = async(fn () => 3);
    await($twice);
    await($twice);
} catch (PromiseAlreadyStarted | FutureAlreadyAwaited $e) {
    echo get_class($e), "\n";
}
try {
    await(async(fn () => throw new PromiseAlreadyStarted));
} catch (PromiseAlreadyStarted $e) {
    echo get_class($e), "\n";
}
var_dump((new ForkRuntime(Environment::maxProcesses()))->defer(fn () => class_exists('Pokio\Promise'))->await());
UnwaitedFutureManager::instance()->run();

final class OwnFuture implements Future
{
    public function await(): mixed
    {
        return 4;
    }

    public function awaited(): bool
    {
        return false;
    }
}
var_dump((new OwnFuture)->await());

var_dump($asked);
?>
--EXPECT--
bool(true)
bool(true)
bool(false)
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)
int(2)
Pokio\Exceptions\FutureAlreadyAwaited
Pokio\Exceptions\PromiseAlreadyStarted
bool(true)
int(4)
array(0) {
}
