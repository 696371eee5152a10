--TEST--
Items may be what cannot be serialized, in arrays and from generators
--EXTENSIONS--
pokio
--FILE--
<?php
function items(): array
{
    return ['closure' => fn () => 'called', 'class' => new class { public string $name = 'anonymous'; }, 'file' => fopen('data://text/plain,read', 'r')];
}
$task = fn (mixed $item) => match (true) {
    $item instanceof Closure => $item(),
    is_resource($item) => stream_get_contents($item),
    default => $item->name,
};
echo json_encode(Pokio\map(items(), $task)), "\n";
echo json_encode(Pokio\map((function () { yield from items(); })(), $task)), "\n";
echo json_encode(iterator_to_array(Pokio\stream((function () { yield from items(); })(), $task))), "\n";
?>
--EXPECT--
{"closure":"called","class":"anonymous","file":"read"}
{"closure":"called","class":"anonymous","file":"read"}
{"closure":"called","class":"anonymous","file":"read"}
