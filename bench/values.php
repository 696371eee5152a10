<?php

// The values that tasks return, and the memory that the caller holds.

/** Builds a value by its name; the string has the given number of MB. */
function value(string $name, int $megabytes): mixed
{
    mt_srand(20260101);

    return match ($name) {
        'ints' => array_map(fn () => mt_rand(), range(1, 100_000)),
        'floats' => array_map(fn () => mt_rand() / 7, range(1, 100_000)),
        'strings' => array_map(fn (int $i) => "string $i", range(1, 10_000)),
        'rows', 'table' => array_map(fn (int $i) => [
            'id' => $i,
            'name' => "name $i",
            'score' => $i / 3,
            'open' => $i % 2 === 0,
            'gone' => null,
            'group' => 'a',
            'amount' => $i * 7,
            'text' => "the text of row $i",
        ], range(1, $name === 'rows' ? 1_000 : 10_000)),
        'string' => str_repeat('abcdefgh', $megabytes << 17),
    };
}

/** How many elements a value has that a figure per element counts. */
function elements(string $name): int
{
    return match ($name) {
        'ints', 'floats' => 100_000,
        'strings' => 10_000,
        'rows' => 8_000,
    };
}

/** Arrays of integers and of strings, half of the memory each, until PHP holds the given number of MB. */
function heap(int $megabytes): array
{
    $held = [];
    for ($i = 0; memory_get_usage() < $megabytes << 20; $i++) {
        $held[] = range($i, $i + 65_535); // 1 MB
        $held[] = array_map(fn (int $j) => str_pad("row $i.$j ", 100, '.'), range(1, 7_500)); // about 1 MB
    }

    return $held;
}

/** What frameworks and analysers hold: an object without anything special. */
class Plain
{
    public ?Plain $parent = null;

    /** @var list<Plain> */
    public array $children = [];

    public string $name = '';
}

/** An object that does something when it goes. */
final class Destructor extends Plain
{
    public static int $destroyed = 0;

    public function __destruct()
    {
        self::$destroyed++;
    }
}

/** Objects of a kind: in a list, or as trees whose nodes know their parents. */
function objects(string $kind, int $count): array
{
    $held = [];
    for ($i = 0; $i < $count; $i++) {
        $object = match ($kind) {
            'plain', 'tree' => new Plain(),
            'native' => new ArrayObject(),
            'destructor' => new Destructor(),
        };
        if ($kind === 'tree') {
            $object->name = "node $i";
            // Trees of 2,000 nodes, as of the syntax of a file.
            $number = $i % 2_000;
            if ($number > 0) {
                $object->parent = $held[$i - $number + intdiv($number - 1, 4)];
                $object->parent->children[] = $object;
            }
        }
        $held[] = $object;
    }

    return $held;
}
