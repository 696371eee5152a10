--TEST--
What the closure of finally() gives is ignored, also a promise: nobody awaits that
--EXTENSIONS--
pokio
--FILE--
<?php
echo await(async(fn () => 'the value')
    ->finally(fn () => async(fn () => throw new DomainException('nobody asked')))
    ->then(function (string $value) {
        try {
            Pokio\UnwaitedFutureManager::instance()->run();
        } catch (DomainException $e) {
            return "$value; unwaited: {$e->getMessage()}";
        }
    })
    ->catch(fn (Exception $e) => 'caught')), "\n";
?>
--EXPECT--
the value; unwaited: nobody asked
