--TEST--
A promise that a task returns is awaited
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(Pokio\map([1, 2], fn (int $n) => async(fn () => async(fn () => $n * 2))) === [2, 4]);
echo implode(',', iterator_to_array(Pokio\stream([1, 2], fn (int $n) => async(fn () => $n + 1)))), "\n";
var_dump(Pokio\settle([fn () => async(fn () => throw new DomainException('inner'))])[0]->error->getMessage());
?>
--EXPECT--
bool(true)
2,3
string(5) "inner"
