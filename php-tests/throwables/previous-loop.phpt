--TEST--
A chain of previous throwables that leads back to its start is cut, not followed forever
--EXTENSIONS--
pokio
pcntl
--FILE--
<?php
pcntl_alarm(20);
$first = new LogicException('first');
$second = new DomainException('second', 0, $first);
$previous = new ReflectionProperty(Exception::class, 'previous');
$previous->setValue($first, $second);
try {
    await(async(fn () => throw $second));
} catch (DomainException $e) {
    echo $e->getMessage(), ', ', $e->getPrevious()->getMessage(), "\n";
}
?>
--EXPECT--
second, first
