--TEST--
A ForkFuture comes from a runtime alone
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    new Pokio\Runtime\Fork\ForkFuture;
} catch (Error $e) {
    echo $e->getMessage(), "\n";
}
$future = (new Pokio\Runtime\Fork\ForkRuntime(1))->defer(fn () => 'value');
$copy = clone $future;
unset($future);
echo $copy->await(), "\n";
?>
--EXPECTF--
Call to private Pokio\Runtime\Fork\ForkFuture::__construct() from global scope
value
