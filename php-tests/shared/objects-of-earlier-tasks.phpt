--TEST--
Objects that a task leaves in a static are destroyed when the process ends
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
final class Kept
{
    public static array $all = [];

    public function __construct(private int $n)
    {
        self::$all[] = $this;
    }

    public function __destruct()
    {
        echo "destroyed $this->n\n";
    }
}

await(array_map(fn ($n) => async(function () use ($n) {
    new Kept($n);
    echo "task $n\n";
}), [1, 2]));
echo "caller\n";
?>
--EXPECT--
task 1
task 2
destroyed 1
destroyed 2
caller
