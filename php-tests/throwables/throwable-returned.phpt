--TEST--
A throwable that is returned, not thrown, is a value
--EXTENSIONS--
pokio
--INI--
zend.exception_ignore_args=1
--FILE--
<?php
$received = await(async(function () {
    return [new DomainException('returned', 5, new Exception('previous'))];
})->catch(fn () => 'caught'));
echo get_class($received[0]), ' ', $received[0]->getMessage(), ' ', $received[0]->getPrevious()->getMessage(), "\n";
?>
--EXPECT--
DomainException returned previous
