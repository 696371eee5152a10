--TEST--
An item of a generator that holds itself by a reference reaches its task, also with a resource in it
--FILE--
<?php
$array = ['a'];
$array['self'] = &$array;
$object = new stdClass;
$object->list = [&$object->list, $object];
$withResource = ['r' => STDIN];
$withResource['self'] = &$withResource;

$items = (function () use (&$array, $object, &$withResource) {
    yield 'array' => $array;
    yield 'object' => $object;
    yield 'resource' => $withResource;
})();
$given = Pokio\map($items, fn (array|object $item) => match (true) {
    is_object($item) => $item->list[0][0][1] === $item,
    isset($item['r']) => is_resource($item['self']['self']['r']),
    default => $item['self']['self'][0],
});
var_dump($given);
?>
--EXPECT--
array(3) {
  ["array"]=>
  string(1) "a"
  ["object"]=>
  bool(true)
  ["resource"]=>
  bool(true)
}
