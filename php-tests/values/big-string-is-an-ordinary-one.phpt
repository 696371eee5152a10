--TEST--
A string of many megabytes arrives as an ordinary one: it can be changed, grown, cut, copied and dropped
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
$text = fn (int $bytes) => substr(str_repeat('0123456789abcdef', intdiv($bytes, 16) + 1), 0, $bytes);

foreach ([2 << 20, (2 << 20) + 1, (4 << 20) - 25, (4 << 20) - 24, 9_999_999] as $bytes) {
    $got = await(async(fn () => $text($bytes)));
    $copy = $got;
    $got[0] = 'X';
    $got .= ' and more';
    var_dump($copy === $text($bytes), strlen($got) === $bytes + 9, $got === 'X' . substr($copy, 1) . ' and more');
    var_dump(strlen($got = substr($got, 0, 100_000)), md5($copy) === md5($text($bytes)));
}
$before = memory_get_usage();
$three = await([async(fn () => $text(3 << 20)), async(fn () => $text(5 << 20)), async(fn () => [$text(3 << 20)])]);
var_dump(array_map(fn ($value) => is_string($value) ? strlen($value) : strlen($value[0]), $three), memory_get_usage() - $before > 11 << 20);
// Tasks that start afterwards do not write where it stands.
$again = await([async(fn () => strrev($text(3 << 20))), async(fn () => strrev($text(5 << 20)))]);
var_dump($three[0] === $text(3 << 20), $three[1] === $text(5 << 20), $again[0] === strrev($three[0]));
unset($three, $again);
var_dump(memory_get_usage() - $before < 1000);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
int(100000)
bool(true)
bool(true)
bool(true)
bool(true)
int(100000)
bool(true)
bool(true)
bool(true)
bool(true)
int(100000)
bool(true)
bool(true)
bool(true)
bool(true)
int(100000)
bool(true)
bool(true)
bool(true)
bool(true)
int(100000)
bool(true)
array(3) {
  [0]=>
  int(3145728)
  [1]=>
  int(5242880)
  [2]=>
  int(3145728)
}
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
