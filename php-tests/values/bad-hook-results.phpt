--TEST--
A hook that returns nonsense is reported as serialize() reports it
--EXTENSIONS--
pokio
--FILE--
<?php
class NoArray { public function __serialize(): array { return (fn () => 'text')(); } }
class SleepMissing { public $here = 1; public function __sleep() { return ['here', 'missing']; } }
try {
    await(async(fn () => new NoArray));
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}
$object = await(async(fn () => new SleepMissing));
var_dump($object->here);
?>
--EXPECTF--
NoArray::__serialize(): Return value must be of type array, string returned

Warning: %s"missing" returned as member variable from __sleep() but does not exist%s
int(1)
