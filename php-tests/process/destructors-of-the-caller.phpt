--TEST--
Destructors of the caller's objects do not run in a task, even when it drops the last reference
--FILE--
<?php
define('CALLER', getmypid());

class Connection
{
    public ?Connection $peer = null;

    public function __construct(public string $name)
    {
    }

    public function __destruct()
    {
        echo "$this->name closed by ", getmypid() === CALLER ? 'the caller' : 'a task', "\n";
    }
}

$a = new Connection('a');
$list = [new Connection('b')];
$c = new Connection('c');
$c->peer = new Connection('d');
$c->peer->peer = $c;
$cycle = new Connection('e');
await(async(function () {
    unset($GLOBALS['a'], $GLOBALS['c']);
    $GLOBALS['list'] = [];
    gc_collect_cycles();
}));
await(async(function () use (&$cycle) {
    $cycle = null;
    exit(1);
}));
echo "tasks awaited\n";
unset($c->peer->peer, $c, $cycle, $list, $a);
?>
--EXPECT--
tasks awaited
c closed by the caller
d closed by the caller
e closed by the caller
b closed by the caller
a closed by the caller
