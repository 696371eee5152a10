--TEST--
Promises behind references are awaited, and the references are left alone
--EXTENSIONS--
pokio
--FILE--
<?php
$first = async(fn () => 'first');
$second = async(fn () => 'second');
$promises = [&$first, 'key' => &$second];
$results = await($promises);
$results[0] = 'changed';
var_dump($first instanceof Pokio\Promise, $second instanceof Pokio\Promise);
echo json_encode($results), "\n";
?>
--EXPECT--
bool(true)
bool(true)
{"0":"changed","key":"second"}
