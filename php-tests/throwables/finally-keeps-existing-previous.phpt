--TEST--
What finally() throws keeps its own previous throwables before the replaced one
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(
        async(fn () => throw new RuntimeException('replaced'))
            ->finally(fn () => throw new LogicException('new', 0, new DomainException('its own previous')))
    );
} catch (LogicException $e) {
    for (; $e; $e = $e->getPrevious()) {
        echo $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
new
its own previous
replaced
