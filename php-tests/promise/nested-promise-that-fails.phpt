--TEST--
What a returned promise throws belongs to the outer chain
--EXTENSIONS--
pokio
--FILE--
<?php
echo await(async(fn () => async(fn () => throw new OutOfBoundsException('inner')))->catch(fn (OutOfBoundsException $e) => 'caught ' . $e->getMessage())), "\n";
echo await(async(fn () => 1)->then(fn () => async(fn () => throw new OutOfBoundsException('in then')))->catch(fn ($e) => 'caught ' . $e->getMessage())), "\n";
try {
    await(async(fn () => async(fn () => throw new OutOfBoundsException('nobody catches'))->finally(function () { echo "inner finally\n"; }))->finally(function () { echo "outer finally\n"; }));
} catch (OutOfBoundsException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
caught inner
caught in then
inner finally
outer finally
nobody catches
