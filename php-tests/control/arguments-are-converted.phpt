--TEST--
Closures, steps of a chain and handlers of messages convert their arguments, as PHP's own callbacks
--EXTENSIONS--
pokio
--FILE--
<?php
use function Pokio\{async, await, map, send, settle, stream};

echo json_encode(map(['1.5', 2], fn (float $item) => $item)), "\n";
echo json_encode(map([12], trim(...))), "\n";
echo json_encode(map([7 => 'a'], fn (string $item, string $key) => $key)), "\n";
echo json_encode(iterator_to_array(stream(['3'], fn (int $item) => $item))), "\n";
echo json_encode(await(async(fn () => 5)->then(fn (string $value) => $value))), "\n";
settle([9 => fn () => send(6)], onMessage: fn (string $message, string $key) => print(json_encode([$message, $key]) . "\n"));
?>
--EXPECT--
[1.5,2]
["12"]
{"7":"7"}
[3]
"5"
["6","9"]
