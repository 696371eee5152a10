--TEST--
A class with the name of Swoole's that is the program's own is no coroutine: its method is not called without an object, and what it throws is nobody's
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
class_exists('Swoole\Coroutine', false) && die('skip the test has a class of this name');
class_exists('OpenSwoole\Coroutine', false) && die('skip the test has a class of this name');
?>
--FILE--
<?php
namespace Swoole {
    class Coroutine
    {
        public int $number = 5;

        public function getCid(): int
        {
            echo "called\n";

            return $this->number;
        }
    }
}

namespace OpenSwoole {
    abstract class Coroutine
    {
        public static bool $throws = false;

        abstract public static function getPcid(): int;

        public static function getCid(): int
        {
            return self::$throws ? throw new \LogicException('not here') : -1;
        }
    }
}

namespace {
    foreach ([false, true] as OpenSwoole\Coroutine::$throws) {
        echo json_encode(Pokio\Environment::supportsFork()), ' ';
        echo await(async(fn () => getmypid())) === getmypid() ? 'here' : 'in a process of its own', "\n";
    }
}
?>
--EXPECT--
true in a process of its own
true in a process of its own
