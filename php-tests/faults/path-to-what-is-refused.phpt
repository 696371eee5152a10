--TEST--
Where in a value stands what the serializer refuses, in the order in which it would come by
--EXTENSIONS--
pokio
--SKIPIF--
<?php
if (! function_exists('Pokio\Internal\path_to_refused')) {
    exit('skip only in a build with the feature faults');
}
?>
--FILE--
<?php
class Base
{
    protected $repository;
    private $connection;
    public function __construct($repository, $connection) { [$this->repository, $this->connection] = [$repository, $connection]; }
}
class Derived extends Base { public $own; }
class Hooked { public $it; public function __serialize(): array { return [$this->it]; } }
class Sleeping { public $it; public function __sleep() { return []; } }

$refused = fn () => 1;
$object = new stdClass;
$object->{'a b'} = $object;
$object->{"it's"} = [new class {}];
$hooked = new Hooked;
$sleeping = new Sleeping;
$hooked->it = $sleeping->it = $refused;
$ring = [];
$ring['self'] = &$ring;
$ring['after'] = $refused;
$deep = $refused;
for ($i = 0; $i < 10_000; $i++) {
    $deep = [$deep];
}
$shared = [1, [2]];
foreach ([
    $refused,
    1,
    [1, 'user' => [$refused]],
    ['user' => (object) ['inner' => new Base($refused, 2)]],
    [new Derived([1], ['x' => $refused])],
    $object,
    [$hooked, $sleeping],
    [$hooked, 'after' => $refused],
    $ring,
    $deep,
    [$shared, $shared, [$shared, $refused]],
    [PHP_INT_MIN => (function () { yield 1; })()],
] as $value) {
    echo var_export(Pokio\Internal\path_to_refused($value), true), "\n";
}
?>
--EXPECT--
NULL
NULL
'[\'user\'][0]'
'[\'user\']->inner->repository'
'[0]->connection[\'x\']'
'->{\'it\\\'s\'}[0]'
NULL
'[\'after\']'
'[\'after\']'
NULL
'[2][1]'
'[-9223372036854775808]'
