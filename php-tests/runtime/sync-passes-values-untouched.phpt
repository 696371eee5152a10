--TEST--
With the sync runtime closures, resources and objects are returned as they are
--FILE--
<?php
pokio()->useSync();
$object = new class {};
$throwable = new class('thrown') extends Exception {};
var_dump(await(async(fn () => $object)) === $object);
var_dump(await(async(fn () => STDIN)) === STDIN);
var_dump(await(async(fn () => fn () => 'called'))());
try {
    await(async(fn () => throw $throwable));
} catch (Exception $e) {
    var_dump($e === $throwable);
}
?>
--EXPECT--
bool(true)
bool(true)
string(6) "called"
bool(true)
