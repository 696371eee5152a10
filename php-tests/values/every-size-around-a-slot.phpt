--TEST--
No byte is lost where a result outgrows its slot of 128 KiB, whatever its form
--EXTENSIONS--
pokio
--FILE--
<?php
$wrong = [];
$rows = fn (int $length) => array_fill(0, 4, ['a' => str_repeat('r', intdiv($length, 4)), 'b' => ''])
    + [4 => ['a' => str_repeat('r', $length % 4), 'b' => null]];
for ($length = 131_072 - 90; $length <= 131_072 + 8; $length++) {
    [$string, $array, $object, $list, $table] = await([
        async(fn () => str_repeat('s', $length)),
        async(fn () => ['key' => str_repeat('a', $length), 'end' => 'the end']),
        async(fn () => (object) ['text' => str_repeat('o', $length), 'end' => 'the end']),
        async(fn () => array_fill(0, intdiv($length, 17), '15 bytes of text')),
        async(fn () => $rows($length)),
    ]);
    if ($string !== str_repeat('s', $length) || $array !== ['key' => str_repeat('a', $length), 'end' => 'the end']
        || $object->text !== str_repeat('o', $length) || $object->end !== 'the end'
        || $list !== array_fill(0, intdiv($length, 17), '15 bytes of text') || $table !== $rows($length)) {
        $wrong[] = $length;
    }
}
echo json_encode($wrong), "\n";
?>
--EXPECT--
[]
