--TEST--
Values of many megabytes arrive whole, several at once
--EXTENSIONS--
pokio
--INI--
memory_limit=512M
--FILE--
<?php
$sizes = [1 << 20, (8 << 20) + 3, 33 << 20];
$results = await(array_map(fn (int $size) => async(fn () => random_bytes(1) . str_repeat("\0\xff", $size >> 1)), $sizes));
foreach ($sizes as $i => $size) {
    var_dump(strlen($results[$i]) === ($size >> 1) * 2 + 1, md5(substr($results[$i], 1)) === md5(str_repeat("\0\xff", $size >> 1)));
}
unset($results);
$rows = await(async(fn () => array_map(fn (int $i) => ['id' => $i, 'name' => "name $i", 'half' => $i / 2], range(0, 49999))));
var_dump(count($rows), $rows[49999]);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
int(50000)
array(3) {
  ["id"]=>
  int(49999)
  ["name"]=>
  string(10) "name 49999"
  ["half"]=>
  float(24999.5)
}
