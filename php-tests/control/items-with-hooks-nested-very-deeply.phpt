--TEST--
An item that is too deep for the serializer's stack ends no program, whatever hooks its objects have, also in a fiber
--EXTENSIONS--
pokio
--INI--
memory_limit=-1
--FILE--
<?php
abstract class Link
{
    public function __construct(public mixed $inner) {}
}
class ByHook extends Link
{
    public function __serialize(): array { return [$this->inner]; }
    public function __unserialize(array $data): void { [$this->inner] = $data; }
}
class BySleep extends Link
{
    public function __sleep(): array { return ['inner']; }
}
class Plain extends Link {}

$around = [
    'hook' => fn (mixed $inner) => new ByHook($inner),
    'sleep' => fn (mixed $inner) => new BySleep($inner),
    'ArrayObject' => fn (mixed $inner) => new ArrayObject([$inner]),
    'SplFixedArray' => fn (mixed $inner) => SplFixedArray::fromArray([$inner]),
    'plain' => fn (mixed $inner) => new Plain($inner),
];
$inner = fn (object $item) => $item instanceof Link ? $item->inner : $item[0];
$levels = function (mixed $item) use ($inner): int {
    for ($count = 0; is_object($item); $count++) {
        $item = $inner($item);
    }

    return $count;
};
$given = function (string $kind, int $deep) use ($around, $inner, $levels): string {
    $item = 'bottom';
    for ($i = 0; $i < $deep; $i++) {
        $item = $around[$kind]($item);
    }
    $items = (function () use (&$item) {
        yield 'deep' => $item;
        yield 'flat' => 'bottom';
    })();
    $result = json_encode(Pokio\map($items, fn (mixed $item) => is_string($item) ? 0 : $levels($item)));
    // From the outside: PHP itself takes a stack as deep to destroy it at once.
    unset($items);
    while (is_object($item)) {
        $next = $inner($item);
        $item = null;
        $item = $next;
        $next = null;
    }

    return "$kind: $result\n";
};
foreach (array_keys($around) as $kind) {
    echo $given($kind, 12_000);
}
foreach (array_keys($around) as $kind) {
    $fiber = new Fiber(fn () => print('in a fiber, ' . $given($kind, 3_000)));
    $fiber->start();
}
?>
--EXPECT--
hook: {"deep":12000,"flat":0}
sleep: {"deep":12000,"flat":0}
ArrayObject: {"deep":12000,"flat":0}
SplFixedArray: {"deep":12000,"flat":0}
plain: {"deep":12000,"flat":0}
in a fiber, hook: {"deep":3000,"flat":0}
in a fiber, sleep: {"deep":3000,"flat":0}
in a fiber, ArrayObject: {"deep":3000,"flat":0}
in a fiber, SplFixedArray: {"deep":3000,"flat":0}
in a fiber, plain: {"deep":3000,"flat":0}
