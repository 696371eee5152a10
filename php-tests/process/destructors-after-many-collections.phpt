--TEST--
However often a task collects garbage, it destroys its own objects and none of its caller's
--FILE--
<?php
define('CALLER', getmypid());

class Noisy
{
    public ?Noisy $self = null;

    public function __construct(public string $name)
    {
        $this->self = $this;
    }

    public function __destruct()
    {
        echo $this->name, getmypid() === CALLER ? " by the caller\n" : " by a task\n";
    }
}

class NoisyList extends ArrayObject
{
    public function __destruct()
    {
        echo count($this), getmypid() === CALLER ? " by the caller\n" : " by a task\n";
    }
}

$objects = array_map(fn ($n) => new Noisy("caller's $n"), range(1, 3));
$list = new NoisyList([1, 2]);
await(async(function () use (&$objects, &$list) {
    for ($i = 0; $i < 10; $i++) {
        new Noisy("own $i");
        unset($objects[intdiv($i, 3)]);
        gc_collect_cycles();
    }
    $list = null;
    $own = new NoisyList([1]);
    new Noisy('last');
}));
echo "awaited\n";
?>
--EXPECT--
own 0 by a task
own 1 by a task
own 2 by a task
own 3 by a task
own 4 by a task
own 5 by a task
own 6 by a task
own 7 by a task
own 8 by a task
own 9 by a task
1 by a task
last by a task
awaited
2 by the caller
caller's 1 by the caller
caller's 2 by the caller
caller's 3 by the caller
