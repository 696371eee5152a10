--TEST--
What a catch() handler throws takes the place of what it caught
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(fn () => throw new RuntimeException('one'))->catch(fn ($e) => throw new LogicException('two', 0, $e)));
} catch (LogicException $e) {
    echo $e->getMessage(), ' after ', $e->getPrevious()->getMessage(), "\n";
}
echo await(
    async(fn () => throw new RuntimeException('one'))
        ->catch(fn () => throw new LogicException('two'))
        ->catch(fn (LogicException $e) => 'the later catch sees ' . $e->getMessage())
), "\n";
?>
--EXPECT--
two after one
the later catch sees two
