--TEST--
A stream gives each key back as it came; an outcome's key is null where it is neither int nor string
--EXTENSIONS--
pokio
--FILE--
<?php
$object = new stdClass;
$items = function () use ($object) {
    foreach ([1, 'two', $object, null, 1.5, [4], true, 'two'] as $i => $key) {
        yield $key => $i;
    }
};
foreach (Pokio\stream($items(), fn (int $i) => $i) as $key => $i) {
    echo $i, ' ', $key === $object ? 'the object' : json_encode($key), "\n";
}
foreach (Pokio\stream($items(), fn (int $i) => $i, settle: true) as $outcome) {
    echo json_encode($outcome->key), ' ';
}
echo "\n";
?>
--EXPECT--
0 1
1 "two"
2 the object
3 null
4 1.5
5 [4]
6 true
7 "two"
1 "two" null null null null null "two" 
