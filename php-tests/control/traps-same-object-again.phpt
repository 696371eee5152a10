--TEST--
A generator may yield one object again and again, changed in between
--EXTENSIONS--
pokio
--FILE--
<?php
$items = function () {
    $object = new ArrayObject;
    foreach ([1, 2, 3] as $n) {
        $object['n'] = $n;
        yield $n => $object;
    }
};
echo json_encode(Pokio\map($items(), fn (ArrayObject $item) => $item['n'], concurrency: 1)), "\n";
echo json_encode(iterator_to_array(Pokio\stream($items(), fn (ArrayObject $item) => $item['n'], concurrency: 3))), "\n";
?>
--EXPECT--
{"1":1,"2":2,"3":3}
{"1":1,"2":2,"3":3}
