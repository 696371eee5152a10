--TEST--
A batch can be awaited in a destructor, a fiber, an output callback and a shutdown function
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
function batch(string $place): string
{
    return $place . ": " . implode(",", await(array_map(fn ($n) => async(fn () => $n), range(1, 5)))) . "\n";
}

final class Awaits
{
    public function __destruct()
    {
        echo batch("destructor");
    }
}

$awaits = new Awaits();
unset($awaits);
$fiber = new Fiber(function () {
    echo batch("fiber");
    Fiber::suspend();
    echo batch("fiber again");
});
$fiber->start();
$fiber->resume();
ob_start(fn ($buffer) => $buffer . batch("callback"));
echo "buffer\n";
ob_end_flush();
$atTheEnd = new Awaits();
register_shutdown_function(fn () => print(batch("shutdown function")));
?>
--EXPECT--
destructor: 1,2,3,4,5
fiber: 1,2,3,4,5
fiber again: 1,2,3,4,5
buffer
callback: 1,2,3,4,5
shutdown function: 1,2,3,4,5
destructor: 1,2,3,4,5
