--TEST--
A throwable's property that holds the throwable itself, or one of its previous ones, holds the same on arrival
--EXTENSIONS--
pokio
--FILE--
<?php
class Node { public $of; public $more; }
class Looped extends Exception
{
    public $self;
    public $extra = 'default';
    public ?Looped $typed = null;
    private $inner;
    public function setInner($inner) { $this->inner = $inner; }
    public function inner() { return $this->inner; }
}
class Reader
{
    public $of;
    public $read;
    public function __serialize(): array { return [$this->of]; }
    public function __unserialize(array $data): void { [$this->of] = $data; $this->read = $this->of->getMessage() . ' of ' . get_class($this->of); }
}

$thrown = function (Closure $fill): Looped {
    try {
        await(async(function () use ($fill) { $e = new Looped('looped'); $fill($e); throw $e; }));
    } catch (Looped $e) {
        return $e;
    }
};

$e = $thrown(function ($e) { $e->self = $e; $e->extra = 'set'; });
var_dump($e->self === $e, $e->extra);
$e = $thrown(function ($e) { $e->self = ['a' => [$e, [$e]], 'b' => 1]; $e->typed = $e; $e->setInner($e); });
var_dump($e->self['a'][0] === $e, $e->self['a'][1][0] === $e, $e->typed === $e, $e->inner() === $e);
$e = $thrown(function ($e) { $e->self = new Node; $e->self->of = $e; $e->self->more = new ArrayObject([$e, $e->self]); });
var_dump($e->self->of === $e, $e->self->more[0] === $e, $e->self->more[1] === $e->self);
$e = $thrown(function ($e) { $e->self = new Reader; $e->self->of = $e; });
var_dump($e->self->of === $e, $e->self->read);
$e = $thrown(function ($e) { $e->self = &$e->extra; $e->extra = $e; });
$e->extra = 'both';
var_dump($e->self);

echo "Previous ones\n";
try {
    await(async(function () {
        $first = new Looped('first');
        $second = new Looped('second', 0, $first);
        $third = new Looped('third', 0, $second);
        $third->self = $first;
        $second->self = [$third, $first, $second];
        $first->self = new Node;
        $first->self->of = [$third, $second];
        throw $third;
    }));
} catch (Looped $third) {
    $second = $third->getPrevious();
    $first = $second->getPrevious();
    var_dump($third->getMessage() . $second->getMessage() . $first->getMessage());
    var_dump($third->self === $first, $second->self === [$third, $first, $second], $first->self->of === [$third, $second]);
}

echo "Beside what cannot be sent\n";
$e = $thrown(function ($e) { $e->self = [$e]; $e->extra = fn () => 1; });
var_dump($e->self === [$e], $e->extra);
$e = $thrown(function ($e) { $e->self = async(fn () => 1); $e->extra = 'set'; });
var_dump($e->self, $e->extra);

echo "The last of a long chain\n";
try {
    await(async(function () {
        $e = null;
        for ($i = 0; $i < 100; $i++) {
            $e = new Looped("$i", 0, $e);
            $e->self = [$e];
        }
        throw $e;
    }));
} catch (Looped $e) {
    for ($count = $same = 0; $e !== null; $e = $e->getPrevious(), $count++) {
        $same += $e->self === [$e] ? 1 : 0;
    }
    var_dump($count, $same);
}
?>
--EXPECT--
bool(true)
string(3) "set"
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
string(16) "looped of Looped"
string(4) "both"
Previous ones
string(16) "thirdsecondfirst"
bool(true)
bool(true)
bool(true)
Beside what cannot be sent
bool(true)
string(7) "default"
NULL
string(3) "set"
The last of a long chain
int(100)
int(100)
