--TEST--
What the input of an ordered stream throws comes after the results of what was pulled before, also with settle: true
--EXTENSIONS--
pokio
--FILE--
<?php
function input(): Generator
{
    yield 'a' => 1;
    yield 'b' => 2;
    throw new UnderflowException('input');
}
foreach ([false, true] as $settle) {
    try {
        foreach (Pokio\stream(input(), fn (int $n) => $n, settle: $settle) as $key => $value) {
            echo $key, ' ', $settle ? $value->get() : $value, "\n";
        }
    } catch (UnderflowException $e) {
        echo $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
a 1
b 2
input
a 1
b 2
input
