--TEST--
A property whose object throws when it is unserialized is left out, the throwable arrives
--EXTENSIONS--
pokio
--FILE--
<?php
class Sleepless { public function __wakeup(): void { throw new LogicException('no wakeup'); } }
class Carrying extends Exception { public $bad = 'default'; public $good = 'default'; }
try {
    await(async(function () { $e = new Carrying('arrived', 7); $e->bad = new Sleepless; $e->good = 'set'; throw $e; }));
} catch (Exception $e) {
    echo get_class($e), ': ', $e->getMessage(), ' ', $e->getCode(), ' ', $e->good ?? '', "\n";
}
?>
--EXPECT--
Carrying: arrived 7 set
