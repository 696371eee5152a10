--TEST--
Lists of numbers and lists of strings arrive exactly, short and long
--FILE--
<?php
$lists = [
    'small integers' => range(-10, 10),
    'at the edge of 4 bytes' => [...range(1, 20), 2147483647, -2147483648],
    'beyond 4 bytes' => [...range(1, 20), 2147483648, -2147483649, PHP_INT_MAX, PHP_INT_MIN],
    'floats' => [...array_fill(0, 20, 0.1), -0.0, INF, -INF, 5e-324, PHP_FLOAT_MAX],
    'strings' => [...array_map(strval(...), range(1, 20)), '', "\0", "\xff\xfe", str_repeat('long ', 50_000)],
    'integers and a float' => [...range(1, 20), 1.0],
    'floats and integers' => array_map(fn (int $i) => $i / 7, range(0, 99)),
    'many numbers' => array_map(fn (int $i) => $i / 3, range(1, 100_001)),
    'numbers and a string' => [...range(1, 20), 1.5, 'x'],
    'integers and null' => [...range(1, 20), null],
    'strings and an integer' => [...array_fill(0, 20, 'x'), 1],
    'booleans' => array_fill(0, 20, true),
    'with a hole' => array_diff_key(range(0, 30), [7 => true]),
    'in a list' => [range(1, 30), array_fill(0, 30, 1.5), array_fill(0, 30, 'x')],
    'long' => range(1, 300_000),
    'long strings' => array_map(fn (int $i) => "text number $i", range(1, 50_000)),
    'fifteen' => range(1, 15),
    'sixteen' => range(1, 16),
];
foreach ($lists as $what => $list) {
    $got = await(async(fn () => $list));
    if ($got !== $list || serialize($got) !== serialize($list)) {
        echo "$what is another list\n";
    }
}
$nan = await(async(fn () => array_fill(0, 20, NAN)));
var_dump(count(array_filter($nan, is_nan(...))));

// What arrives is an ordinary list.
$list = await(async(fn () => range(1, 20)));
$list[] = 21;
$list[0] = 'first';
unset($list[5]);
var_dump(count($list), $list[0], $list[20], array_is_list($list));

// References that others hold too go through PHP's serializer.
$value = 1;
$list = range(1, 20);
$list[3] = &$value;
$list[4] = &$value;
$got = await(async(fn () => $list));
$got[3] = 'changed';
var_dump($got[4]);
?>
--EXPECT--
int(20)
int(20)
string(5) "first"
int(21)
bool(false)
string(7) "changed"
