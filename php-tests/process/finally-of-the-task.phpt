--TEST--
Generators and fibers that a task leaves suspended run their finally blocks at its end
--FILE--
<?php
class Kept
{
    public static array $all = [];
}

$generator = function (string $name) {
    try {
        yield 1;
    } finally {
        echo "$name\n";
    }
};
await(async(function () use ($generator) {
    Kept::$all[] = $g = $generator('generator in a static');
    $g->current();
    $GLOBALS['g'] = $generator('generator in a global');
    $GLOBALS['g']->current();
    Kept::$all[] = $fiber = new Fiber(function () {
        try {
            Fiber::suspend();
        } finally {
            echo "fiber\n";
        }
    });
    $fiber->start();
}));
?>
--EXPECT--
generator in a global
generator in a static
fiber
