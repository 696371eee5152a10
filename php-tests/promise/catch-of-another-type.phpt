--TEST--
A throwable passes over a catch() whose parameter's type does not fit
--EXTENSIONS--
pokio
--FILE--
<?php
echo await(
    async(fn () => throw new UnexpectedValueException('it'))
        ->catch(fn (LogicException $e) => 'wrong handler')
        ->then(fn () => 'wrong step')
        ->catch(fn (RuntimeException $e) => 'right handler for ' . get_class($e))
), "\n";
?>
--EXPECT--
right handler for UnexpectedValueException
