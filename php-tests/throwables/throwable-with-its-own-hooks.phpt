--TEST--
__serialize(), __sleep() and __wakeup() of a throwable's class do not hide it
--EXTENSIONS--
pokio
--FILE--
<?php
class Refusing extends Exception { public function __serialize(): array { throw new LogicException('not me'); } public function __unserialize(array $data): void { throw new LogicException('not back'); } }
class Waking extends Exception { public $woken = false; public function __wakeup(): void { throw new LogicException('no wakeup'); } }
foreach ([Refusing::class, Waking::class] as $class) {
    try {
        await(async(fn () => throw new $class('arrived')));
    } catch (Exception $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
Refusing: arrived
Waking: arrived
