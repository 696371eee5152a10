--TEST--
For a mixed bag of values, awaiting and unserialize(serialize()) agree to the byte
--EXTENSIONS--
pokio
--FILE--
<?php
class Mixed_ { public $a = [1, [2]]; protected $b = 1.5; private $c = "x\0y"; public $d; }
$ref = 'r';
$shared = new Mixed_;
$shared->d = [$shared];
$bag = ['null' => null, 'floats' => [0.1, -0.0, 1e100, INF], 'ints' => [PHP_INT_MIN, -129, 4294967296], 'refs' => [&$ref, &$ref], 'shared' => [$shared, $shared], 'keys' => [-1 => 'a', 'k' => 'b', '' => 'c'], 'empty' => [[], new stdClass, '']];
$want = serialize(unserialize(serialize($bag)));
foreach ([$bag, ...array_values($bag)] as $i => $value) {
    if (serialize(await(async(fn () => $value))) !== serialize(unserialize(serialize($value)))) {
        echo "differs: $i\n";
    }
}
var_dump(serialize(await(async(fn () => $bag))) === $want);
?>
--EXPECT--
bool(true)
