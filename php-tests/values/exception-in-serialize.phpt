--TEST--
What a __serialize() or __sleep() throws is thrown at the await
--EXTENSIONS--
pokio
--FILE--
<?php
class BadPack { public function __serialize(): array { throw new DomainException('cannot be packed', 12); } }
class BadSleep { public function __sleep() { throw new LengthException('cannot sleep'); } }
foreach ([new BadPack, [1, new BadPack], new BadSleep] as $value) {
    try {
        var_dump(await(async(fn () => $value)));
    } catch (Exception $e) {
        echo get_class($e), ' ', $e->getCode(), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
DomainException 12: cannot be packed
DomainException 12: cannot be packed
LengthException 0: cannot sleep
