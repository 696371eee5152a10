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
    'numbers that change their kind' => [...range(1, 600), ...array_map(fn (int $i) => $i / 7, range(1, 600)), ...range(PHP_INT_MAX - 600, PHP_INT_MAX), 0.5],
    'one block' => range(1, 512),
    'two blocks' => range(1, 1024),
    'one more' => [...range(1, 1024), -0.0],
    'numbers and late a string' => [...range(1, 2000), 'x'],
    'strings and late an integer' => [...array_fill(0, 20_000, 'some text'), 1],
    'around 255 bytes' => array_map(fn (int $i) => str_repeat('s', $i), range(0, 600)),
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

// A long one grows, shrinks, is copied and sorted like any other.
foreach ([100_000, 131_072, 300_000] as $count) {
    $list = await(async(fn () => range(1, $count)));
    $copy = $list;
    for ($i = 0; $i < 200_000; $i++) {
        $list[] = $i;
    }
    $copy[7] = 'changed';
    $copy['key'] = 'new';
    array_splice($list, 10, -10);
    rsort($list);
    var_dump(count($copy), count($list), $list[0], $copy[$count - 1] === $count, await(async(fn () => array_sum($list))));
}

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
int(100001)
int(20)
int(199999)
bool(true)
int(2000000)
int(131073)
int(20)
int(199999)
bool(true)
int(2000000)
int(300001)
int(20)
int(199999)
bool(true)
int(2000000)
string(7) "changed"
