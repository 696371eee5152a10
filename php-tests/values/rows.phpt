--TEST--
Rows of a table arrive as serialize() and unserialize() would bring them
--FILE--
<?php
class Shown
{
    public int $a = 1;
    public string $b = 'two';
}

$cells = [null, true, false, 0, 1, -1, 127, 128, -128, -129, 32767, -32769, 1 << 31, -1 << 31, 1 << 40,
    PHP_INT_MAX, PHP_INT_MIN, 0.1, -0.0, INF, 5e-324, '', 'x', "\0", "\xff\xfe", '7', str_repeat('y', 238),
    str_repeat('y', 239), str_repeat('y', 240), str_repeat('long ', 50_000)];
$row = ['id' => 1, 'name' => 'one', 'note' => null];
$rows = array_fill(0, 9, $row);
$changed = function (int $at, callable $change) use ($rows) {
    $change($rows[$at]);
    return $rows;
};
$reference = $rows;
$reference[3]['name'] = &$reference[4]['name'];
$lonely = $rows;
foreach ($lonely as &$one) {
    $one['id'] = &$one['id'];
}
unset($one);
$hole = array_map(function (int $i) {
    $row = ['a' => $i, 'gone' => 0, 'b' => "b$i"];
    unset($row['gone']);
    return $row;
}, range(1, 9));

$tables = [
    'every cell in turn' => array_map(fn ($cell) => ['a' => $cell, 'b' => 'next'], $cells),
    'every cell as a column' => array_fill(0, 9, array_combine(array_map(fn ($i) => "c$i", array_keys($cells)), $cells)),
    'one column' => array_fill(0, 9, ['a' => 1]),
    'nine columns' => array_fill(0, 9, array_flip(range('a', 'i'))),
    'a thousand columns' => array_fill(0, 4, array_flip(array_map(fn ($i) => "key $i", range(1, 1000)))),
    'more columns than a table has' => array_fill(0, 4, array_flip(array_map(fn ($i) => "key $i", range(1, 5000)))),
    'integer keys' => array_fill(0, 9, [3 => 'a', 1 => 'b', -7 => 'c', PHP_INT_MAX => 'd', PHP_INT_MIN => 'e']),
    'keys from one' => array_fill(0, 9, [1 => 'a', 2 => 'b']),
    'keys of both kinds' => array_fill(0, 9, ['a' => 1, 5 => 2, 'b' => 3, '07' => 4, '-0' => 5]),
    'odd keys' => array_fill(0, 9, ['' => 1, "\0" => 2, "\0*\0hidden" => 3, "\xff" => 4, str_repeat('k', 300) => 5]),
    'three rows' => array_fill(0, 3, $row),
    'four rows' => array_fill(0, 4, $row),
    'many rows' => array_map(fn (int $i) => ['id' => $i, 'text' => "row number $i", 'part' => $i / 7], range(1, 30_000)),
    'a hole in each' => $hole,
    'another key in the last' => $changed(8, function (&$row) { unset($row['note']); $row['Note'] = null; }),
    'another order in one' => $changed(5, function (&$row) { $row = array_reverse($row); }),
    'one with more' => $changed(5, function (&$row) { $row['more'] = 1; }),
    'one with less' => $changed(5, function (&$row) { unset($row['id']); }),
    'one with a list' => $changed(5, function (&$row) { $row['note'] = [1, 2]; }),
    'one with an object' => $changed(5, function (&$row) { $row['note'] = new Shown; }),
    'one that is no row' => $changed(8, function (&$row) { $row = 5; }),
    'one that is empty' => $changed(8, function (&$row) { $row = []; }),
    'rows without columns' => array_fill(0, 9, []),
    'references that nobody shares' => $lonely,
    'references that two share' => $reference,
    'not a list' => array_combine(range(1, 9), $rows),
    'two dimensions' => array_fill(0, 4, [$row, $row, $row, $row]),
];
foreach ($tables as $what => $table) {
    $got = await(async(fn () => $table));
    $want = unserialize(serialize($table));
    if (serialize($got) !== serialize($want) || print_r($got, true) !== print_r($want, true)) {
        echo "$what arrive as something else\n";
    }
    foreach ($got as $i => $row) {
        if (! is_array($row)) {
            continue;
        }
        $other = $want[$i];
        if (array_is_list($row) !== array_is_list($other) || key($row) !== key($other)) {
            echo "$what: row $i is of another kind\n";
        }
        $same = true;
        foreach ([&$row, &$other] as &$changing) {
            try {
                $changing[] = 'appended';
            } catch (Error $error) {
                $changing['error'] = $error->getMessage();
            }
            $changing['id'] = 'replaced';
            unset($changing['name'], $changing[1]);
            $changing['new'] = 'added';
        }
        unset($changing);
        if (serialize($row) !== serialize($other)) {
            echo "$what: row $i changes in another way\n";
        }
        unset($row, $other);
    }
    if (serialize($got) !== serialize($want)) {
        echo "$what: a copy's change reached the rows\n";
    }
}

// Each row is its own.
$got = await(async(fn () => array_fill(0, 4, ['a' => 1, 'b' => 'text of a cell'])));
$got[1]['a'] = 2;
$got[2]['b'] .= ' and more';
$got[3]['c'] = 3;
unset($got[0]['a']);
echo json_encode($got), "\n";

// Keys that nobody else knows, after all but one of their rows are gone.
$key = fn (int $i) => str_repeat('key ', 3) . $i;
$got = await(async(fn () => array_map(fn ($n) => [$key(1) => $n, $key(2) => "n $n"], range(1, 100))));
$last = array_pop($got);
unset($got);
gc_collect_cycles();
echo json_encode($last), "\n";
?>
--EXPECT--
[{"b":"text of a cell"},{"a":2,"b":"text of a cell"},{"a":1,"b":"text of a cell and more"},{"a":1,"b":"text of a cell","c":3}]
{"key key key 1":100,"key key key 2":"n 100"}
