--TEST--
What the input throws leaves map(), all() and settle()
--EXTENSIONS--
pokio
--FILE--
<?php
function input(): Generator
{
    try {
        yield fn () => 1;
        throw new UnderflowException('input');
    } finally {
        echo "closed\n";
    }
}
foreach ([fn () => Pokio\map(input(), fn (Closure $f) => $f()), fn () => Pokio\all(input()), fn () => Pokio\settle(input())] as $call) {
    try {
        $call();
    } catch (UnderflowException $e) {
        echo $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
closed
input
closed
input
closed
input
