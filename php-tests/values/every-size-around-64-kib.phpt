--TEST--
No byte is lost where a result outgrows 64 KiB, whatever its form
--EXTENSIONS--
pokio
--FILE--
<?php
$wrong = [];
for ($length = 65536 - 40; $length <= 65536 + 8; $length++) {
    [$string, $array, $object] = await([
        async(fn () => str_repeat('s', $length)),
        async(fn () => ['key' => str_repeat('a', $length), 'end' => 'the end']),
        async(fn () => (object) ['text' => str_repeat('o', $length), 'end' => 'the end']),
    ]);
    if ($string !== str_repeat('s', $length) || $array !== ['key' => str_repeat('a', $length), 'end' => 'the end']
        || $object->text !== str_repeat('o', $length) || $object->end !== 'the end') {
        $wrong[] = $length;
    }
}
echo json_encode($wrong), "\n";
?>
--EXPECT--
[]
