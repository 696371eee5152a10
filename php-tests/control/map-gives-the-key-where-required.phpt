--TEST--
map() gives the key to a closure that requires two parameters, and to no other
--EXTENSIONS--
pokio
--FILE--
<?php
use function Pokio\map;

echo json_encode(map(['a' => 1, 'b' => 2], fn (int $n, string $key) => "$key$n")), "\n";
echo json_encode(map(['a' => 1], fn (int $n, ?string $key = null) => [$n, $key])), "\n";
echo json_encode(map(['a' => 1], fn (int ...$all) => $all)), "\n";
echo json_encode(map(['a' => 'three', 'b' => ' x '], strlen(...))), "\n";
echo json_encode(map(['16' => ' x '], trim(...))), "\n";
echo json_encode(map([2 => '10', 16 => '11'], intval(...))), "\n";
?>
--EXPECT--
{"a":"a1","b":"b2"}
{"a":[1,null]}
{"a":[1]}
{"a":5,"b":3}
{"16":"x"}
{"2":10,"16":11}
