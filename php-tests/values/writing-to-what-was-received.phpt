--TEST--
Strings and arrays received can be written to, and nothing else changes
--EXTENSIONS--
pokio
--FILE--
<?php
$letter = await(async(fn () => 'a'));
$letter[0] = 'b';
$empty = await(async(fn () => ''));
$empty .= 'filled';
$array = await(async(fn () => ['x' => 'y', 'list' => []]));
$array['x'][0] = 'z';
$array['list'][] = 'added';
echo $letter, 'a ', $empty, '', ' ', json_encode($array), ' ', json_encode(['x' => 'y', 'list' => []]), "\n";
?>
--EXPECT--
ba filled {"x":"z","list":["added"]} {"x":"y","list":[]}
