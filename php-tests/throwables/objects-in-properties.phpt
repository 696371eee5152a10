--TEST--
Objects shared between a throwable's properties are shared on arrival
--EXTENSIONS--
pokio
--FILE--
<?php
class Sharing extends Exception { public $a; public $b; public $list = []; }
try {
    await(async(function () { $e = new Sharing; $e->a = $e->b = new ArrayObject; $e->list = [$e->a]; throw $e; }));
} catch (Sharing $e) {
    var_dump($e->a === $e->b, $e->list[0] === $e->a);
}
?>
--EXPECT--
bool(true)
bool(true)
