--TEST--
A finally() that throws the very throwable on its way makes no loop
--EXTENSIONS--
pokio
--FILE--
<?php
$thrown = new RuntimeException('the same');
try {
    await(async(fn () => throw $thrown)->finally(fn () => throw $thrown));
} catch (RuntimeException $e) {
    var_dump($e->getMessage(), $e->getPrevious());
}
$outer = new RuntimeException('outer', 0, $thrown);
try {
    await(async(fn () => throw $thrown)->finally(fn () => throw $outer));
} catch (RuntimeException $e) {
    echo $e->getMessage(), ', ', $e->getPrevious()->getMessage(), ', ', var_export($e->getPrevious()->getPrevious(), true), "\n";
}
?>
--EXPECT--
string(8) "the same"
NULL
outer, the same, NULL
