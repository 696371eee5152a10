--TEST--
Await in Serializable's methods shares no table of references with the serializer that calls them
--EXTENSIONS--
pokio
--INI--
error_reporting=E_ALL & ~E_DEPRECATED
--FILE--
<?php
class Inner { public function __construct(public $name = '') {} }

/** Awaits objects while it is packed and unpacked, and shares one with the value around it. */
class Asks implements Serializable
{
    public $shared;
    public $packed;
    public $unpacked;

    public static function objects(string $name): array
    {
        return await(async(function () use ($name) { $one = new Inner($name); return [$one, $one, new ArrayObject([$one])]; }));
    }

    public function serialize() { return serialize([self::objects('packed'), $this->shared]); }

    public function unserialize($text)
    {
        $before = self::objects('before');
        [$this->packed, $this->shared] = unserialize($text);
        $this->unpacked = [$before, self::objects('unpacked')];
    }
}

/** Whether they are what Asks::objects() makes. */
function are_whole(array $objects, string $name): bool
{
    return $objects[0] instanceof Inner && $objects[0]->name === $name && $objects[0] === $objects[1] && $objects[2][0] === $objects[0];
}

function show(array $got): void
{
    [$first, $asks, $again, $other, $same] = $got;
    var_dump(
        $first === $again && $asks === $same && $asks !== $other && $asks->shared === $first && $other->shared === $other,
        are_whole($asks->packed, 'packed') && are_whole($other->packed, 'packed'),
        are_whole($asks->unpacked[0], 'before') && are_whole($asks->unpacked[1], 'unpacked'),
        $asks->packed[0] !== $other->packed[0],
    );
}

function value(): array
{
    $object = new Inner('shared');
    $asks = new Asks;
    $asks->shared = $object;
    $other = new Asks;
    $other->shared = $other;

    return [$object, $asks, $object, $other, $asks];
}

echo "The caller's serializer\n";
show(unserialize(serialize(value())));
echo "A task's result\n";
show(await(async(fn () => value())));
echo "What a hook allows is not what an await may read\n";
$text = serialize(['C' => new Asks]);
$got = unserialize($text, ['allowed_classes' => [Asks::class]])['C'];
var_dump(are_whole($got->unpacked[0], 'before'), are_whole($got->unpacked[1], 'unpacked'));
echo "A task that was started inside of a hook\n";
class Starts implements Serializable
{
    public static $result;
    public function serialize() { self::$result = await(async(fn () => serialize($this->objects()))); return ''; }
    public function unserialize($text) {}
    public function objects() { global $one; return [$one, $one]; }
}
$one = new Inner('one');
$text = serialize([$one, new Starts, $one]);
var_dump($text === 'a:3:{i:0;O:5:"Inner":1:{s:4:"name";s:3:"one";}i:1;C:6:"Starts":0:{}i:2;r:2;}');
var_dump(Starts::$result === serialize([$one, $one]));
?>
--EXPECT--
The caller's serializer
bool(true)
bool(true)
bool(true)
bool(true)
A task's result
bool(true)
bool(true)
bool(true)
bool(true)
What a hook allows is not what an await may read
bool(true)
bool(true)
A task that was started inside of a hook
bool(true)
bool(true)
