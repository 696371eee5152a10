--TEST--
In a coroutine of Swoole everything is sync: a copy of it would go on in the caller's event loop
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
class_exists('Swoole\Coroutine', false) && die('skip the test stands in for Swoole');
?>
--FILE--
<?php
namespace Swoole {
    class Coroutine
    {
        public static int $number = -1;

        public static function getCid(): int
        {
            return self::$number;
        }
    }
}

namespace {
    foreach ([-1, 7, -1] as Swoole\Coroutine::$number) {
        echo Swoole\Coroutine::$number === -1 ? 'Outside' : 'In one', ': ';
        echo json_encode(Pokio\Environment::supportsFork()), ' ', Pokio\Kernel::instance()->runtime()::class, ' ';
        echo Pokio\map([1], fn () => getmypid())[0] === getmypid() ? 'here' : 'in a process of its own', "\n";
    }
    Swoole\Coroutine::$number = 7;
    try {
        pokio()->useFork();
    } catch (LogicException $e) {
        echo $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
Outside: true Pokio\Runtime\Fork\ForkRuntime in a process of its own
In one: false Pokio\Runtime\Sync\SyncRuntime here
Outside: true Pokio\Runtime\Fork\ForkRuntime in a process of its own
Fork is not supported on this environment.
