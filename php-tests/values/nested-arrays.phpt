--TEST--
Nested arrays arrive as they were, and writing to one copy leaves the other
--EXTENSIONS--
pokio
--FILE--
<?php
$row = ['id' => 1, 'tags' => ['a', 'b'], 'deep' => [[[[['bottom' => null]]]]]];
$received = await(async(fn () => [$row, $row, 'more' => [$row]]));
var_dump($received === [$row, $row, 'more' => [$row]]);
$received[0]['tags'][] = 'c';
echo count($received[0]['tags']), ' ', count($received[1]['tags']), "\n";
?>
--EXPECT--
bool(true)
3 2
