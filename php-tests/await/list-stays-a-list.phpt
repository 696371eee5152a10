--TEST--
A list of promises gives a list, and the next element follows it
--EXTENSIONS--
pokio
--FILE--
<?php
$results = await([async(fn () => 'a'), async(fn () => 'b')]);
var_dump(array_is_list($results));
$results[] = 'c';
echo json_encode($results), "\n";
?>
--EXPECT--
bool(true)
["a","b","c"]
