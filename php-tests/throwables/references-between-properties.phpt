--TEST--
Properties that are references to one value are so on arrival
--EXTENSIONS--
pokio
--FILE--
<?php
class Referring extends Exception { public $a; public $b; }
try {
    await(async(function () { $e = new Referring; $e->a = 'one'; $e->b = &$e->a; throw $e; }));
} catch (Referring $e) {
    $e->a = 'both';
    echo $e->b, "\n";
}
?>
--EXPECT--
both
