--TEST--
A stream that a caller made and a task begins runs in that task, which does not fork; the caller's own copy is as it was
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$streams = [
    'items' => fn () => Pokio\stream(['a' => 1, 'b' => 2], fn () => getmypid()),
    'items of a generator' => fn () => Pokio\stream((fn () => yield from ['a' => 1, 'b' => 2])(), fn () => getmypid()),
    'one each' => fn () => Pokio\stream(['a' => 1, 'b' => 2], fn () => getmypid(), tasksPerProcess: 1),
    'closures' => fn () => Pokio\stream(['a' => fn () => getmypid(), 'b' => async(fn () => getmypid())]),
];
foreach ($streams as $name => $make) {
    $stream = $make();
    $read = fn () => array_map(fn (int $process) => $process === getmypid(), iterator_to_array($stream));
    echo "$name: ", json_encode(Pokio\all([$read, $read])), ', then ', json_encode($read()), "\n";
}
// One that has begun is its caller's, whatever of it has ended by then.
$unequal = function (int $item, string $key) {
    usleep($key === 'a' ? 50_000 : 0);
};
foreach ([...$streams, 'the second ends first' => fn () => Pokio\stream(['a' => 1, 'b' => 2], $unequal)] as $name => $make) {
    $stream = $make();
    $stream->valid();
    echo "$name: ", Pokio\settle([fn () => $stream->next()])[0]->error->getMessage(), "\n";
}
// What runs is chosen when the loop begins.
$stream = $streams['items']();
pokio()->useSync();
var_dump(array_unique(iterator_to_array($stream)) === ['a' => getmypid()]);
?>
--EXPECT--
items: [{"a":true,"b":true},{"a":true,"b":true}], then {"a":false,"b":false}
items of a generator: [{"a":true,"b":true},{"a":true,"b":true}], then {"a":false,"b":false}
one each: [{"a":true,"b":true},{"a":true,"b":true}], then {"a":false,"b":false}
closures: [{"a":true,"b":true},{"a":true,"b":true}], then {"a":false,"b":false}
items: The promise, stream or call was started by another process and can only be awaited there
items of a generator: The promise, stream or call was started by another process and can only be awaited there
one each: The promise, stream or call was started by another process and can only be awaited there
closures: The promise, stream or call was started by another process and can only be awaited there
the second ends first: The promise, stream or call was started by another process and can only be awaited there
bool(true)
