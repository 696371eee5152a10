--TEST--
What a hook throws in the caller leaves the await, and the next task is unharmed
--EXTENSIONS--
pokio
--FILE--
<?php
class BadUnpack { public function __serialize(): array { return [1]; } public function __unserialize(array $d): void { throw new DomainException('cannot be unpacked', 13); } }
class BadWakeup { public $p = 1; public function __wakeup(): void { throw new LengthException('cannot wake up'); } }
foreach ([BadUnpack::class, BadWakeup::class] as $class) {
    $promise = async(fn () => ['first', new $class, 'last']);
    try {
        var_dump(await($promise));
    } catch (Exception $e) {
        echo get_class($e), ' ', $e->getCode(), ': ', $e->getMessage(), "\n";
    }
    echo await(async(fn () => "next task\n"));
}
?>
--EXPECT--
DomainException 13: cannot be unpacked
next task
LengthException 0: cannot wake up
next task
