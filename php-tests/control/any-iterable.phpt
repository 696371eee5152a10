--TEST--
Iterators and aggregates are inputs, too
--EXTENSIONS--
pokio
--FILE--
<?php
$aggregate = new class implements IteratorAggregate {
    public function getIterator(): Iterator
    {
        return new ArrayIterator(['k' => 4]);
    }
};
$double = fn (int $n) => 2 * $n;
echo json_encode([
    Pokio\map(new ArrayObject(['a' => 1]), $double),
    Pokio\map(new LimitIterator(new InfiniteIterator(new ArrayIterator(['x' => 2])), 0, 3), $double),
    Pokio\map($aggregate, $double),
    iterator_to_array(Pokio\stream($aggregate, $double)),
    Pokio\all(new ArrayIterator(['f' => fn () => 5])),
]), "\n";
?>
--EXPECT--
[{"a":2},{"x":4},{"k":8},{"k":8},{"f":5}]
