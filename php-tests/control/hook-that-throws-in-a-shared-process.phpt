--TEST--
A throw in child() fails one item of the process, one in before() the call's next item: for map() that is the failure that ends it
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$child = Pokio\atFork(child: fn () => throw new DomainException('child'));
$words = [];
foreach (Pokio\stream(range(0, 9), fn (int $i) => $i, settle: true, concurrency: 1) as $outcome) {
    $words[] = $outcome->error?->getMessage() ?? $outcome->value;
}
echo json_encode($words), "\n";
$child->remove();
$calls = 0;
$before = Pokio\atFork(before: function () use (&$calls) {
    $calls++;
    throw new DomainException('before');
});
foreach ([range(0, 9), new ArrayIterator(range(0, 9))] as $items) {
    try {
        Pokio\map($items, fn (int $i) => print("ran\n"), concurrency: 2);
    } catch (DomainException $e) {
        echo $e->getMessage(), ' ', $calls, "\n";
    }
}
$before->remove();
$parent = Pokio\atFork(parent: fn () => throw new DomainException('parent'));
try {
    Pokio\map(range(0, 9), fn (int $i) => $i, concurrency: 1);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
$parent->remove();
echo json_encode(Pokio\map(range(0, 2), fn (int $i) => $i)), "\n";
?>
--EXPECT--
["child",1,2,3,4,5,6,7,8,9]
before 1
before 2
parent
[0,1,2]
