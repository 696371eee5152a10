--TEST--
References within one value hold, in arrays and objects
--EXTENSIONS--
pokio
--FILE--
<?php
$array = await(async(function () { $a = ['x' => 1]; $a['y'] = &$a['x']; return $a; }));
$array['x'] = 'both';
echo $array['y'], "\n";
$object = await(async(function () { $o = new stdClass; $o->a = [1]; $o->b = &$o->a; $o->c = [&$o->a]; return $o; }));
$object->a[] = 2;
echo json_encode([$object->b, $object->c]), "\n";
$plain = await(async(function () { $x = 5; return [&$x, 'unshared']; }));
$copy = $plain;
$copy[0] = 6;
echo $plain[0], "\n";
?>
--EXPECT--
both
[[1,2],[[1,2]]]
5
