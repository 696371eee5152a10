--TEST--
A throwable passes over then() up to the next catch()
--EXTENSIONS--
pokio
--FILE--
<?php
echo await(
    async(fn () => throw new DomainException('first'))
        ->then(function () { echo "never printed\n"; })
        ->catch(fn (DomainException $e) => 'caught ' . $e->getMessage())
        ->then(fn (string $text) => "$text, went on")
), "\n";
?>
--EXPECT--
caught first, went on
