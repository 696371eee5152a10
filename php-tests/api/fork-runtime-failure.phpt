--TEST--
A future throws what its closure threw, once
--EXTENSIONS--
pokio
--FILE--
<?php
$future = (new Pokio\Runtime\Fork\ForkRuntime(1))->defer(fn () => throw new DomainException('failed', 4));
try {
    $future->await();
} catch (DomainException $e) {
    echo $e->getMessage(), ' ', $e->getCode(), "\n";
}
var_dump($future->awaited());
?>
--EXPECT--
failed 4
bool(true)
