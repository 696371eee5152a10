--TEST--
Await in __serialize, __unserialize, __sleep and __wakeup shares no table of references, and the hooks' object comes whole
--EXTENSIONS--
pokio
--FILE--
<?php
function objects(string $name): array
{
    return await(async(function () use ($name) { $one = (object) ['name' => $name]; return [$one, [$one], &$one]; }));
}

function are_whole($objects, string $name): bool
{
    return $objects[0]->name === $name && $objects[0] === $objects[1][0] && $objects[0] === $objects[2];
}

class Newer
{
    public $shared;
    public $packed;
    public $unpacked;
    public function __serialize(): array { return [objects('packed'), $this->shared]; }
    public function __unserialize(array $data): void { [$this->packed, $this->shared] = $data; $this->unpacked = objects('unpacked'); }
}

class Older
{
    public $shared;
    public $packed;
    public $unpacked;
    public function __sleep() { $this->packed = objects('packed'); return ['shared', 'packed']; }
    public function __wakeup() { $this->unpacked = objects('unpacked'); }
}

foreach ([Newer::class, Older::class] as $class) {
    $value = function () use ($class) {
        $object = (object) ['is' => 'shared'];
        [$one, $two] = [new $class, new $class];
        [$one->shared, $two->shared] = [$object, $one];
        return [$object, $one, $two, $object, $one];
    };
    foreach ([fn () => unserialize(serialize($value())), fn () => await(async($value)), fn () => await([async($value), async($value)])[1]] as $receive) {
        [$object, $one, $two, $again, $same] = $receive();
        var_dump($object === $again && $one === $same && $one->shared === $object && $two->shared === $one
            && are_whole($one->packed, 'packed') && are_whole($one->unpacked, 'unpacked')
            && are_whole($two->packed, 'packed') && are_whole($two->unpacked, 'unpacked'));
    }
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
