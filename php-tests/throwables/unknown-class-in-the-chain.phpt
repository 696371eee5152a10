--TEST--
An unknown class among the previous throwables does not break the chain
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(function () {
        eval('class Hidden extends Exception {}');
        throw new DomainException('outer', 0, new Hidden('middle', 0, new LogicException('innermost')));
    }));
} catch (DomainException $e) {
    $middle = $e->getPrevious();
    echo get_class($middle), ' ', str_contains($middle->getMessage(), 'Hidden') && str_contains($middle->getMessage(), 'middle') ? 'names it' : $middle->getMessage(), "\n";
    echo get_class($middle->getPrevious()), ' ', $middle->getPrevious()->getMessage(), "\n";
}
?>
--EXPECT--
RuntimeException names it
LogicException innermost
