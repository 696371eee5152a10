--TEST--
What the hooks of a property's object throw does not stand in the throwable's way
--EXTENSIONS--
pokio
--FILE--
<?php
class BadPack { public function __serialize(): array { throw new LogicException('cannot be packed'); } }
class Carrying extends Exception { public $bad; public $good = 'default'; }
try {
    await(async(function () { $e = new Carrying('arrived'); $e->bad = new BadPack; $e->good = 'set'; throw $e; }));
} catch (Exception $e) {
    echo get_class($e), ': ', $e->getMessage(), ' ', $e->good ?? '', "\n";
}
?>
--EXPECT--
Carrying: arrived set
