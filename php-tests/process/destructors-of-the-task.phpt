--TEST--
Destructors of a task's own objects run before its end is reported
--FILE--
<?php
class Noisy
{
    public function __construct(private string $name)
    {
    }

    public function __destruct()
    {
        echo "$this->name destroyed\n";
    }
}

await(async(function () {
    $local = new Noisy('local');
    $GLOBALS['global'] = new Noisy('global');
    $cycle = new Noisy('cycle');
    $cycle->self = $cycle;
    echo "closure ends\n";
}));
echo "awaited\n";
await(async(function () {
    $GLOBALS['global'] = new Noisy('global');
    exit;
}));
echo "awaited\n";
?>
--EXPECTF--
%Aclosure ends
local destroyed
global destroyed
cycle destroyed
awaited
global destroyed
awaited
