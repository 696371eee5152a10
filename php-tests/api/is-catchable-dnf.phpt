--TEST--
A type that is a union of intersections is understood
--EXTENSIONS--
pokio
--FILE--
<?php
class Both extends Exception implements Countable { public function count(): int { return 0; } }
$handler = fn ((Throwable&Countable)|Error $e) => 1;
foreach ([new Both, new Exception, new TypeError] as $thrown) {
    var_dump(Pokio\Support\Reflection::isCatchable($handler, $thrown));
}
?>
--EXPECT--
bool(true)
bool(false)
bool(true)
