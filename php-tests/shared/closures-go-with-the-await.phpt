--TEST--
What the closures hold is destroyed when the await is over
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
final class Held
{
    public function __destruct()
    {
        echo "destroyed\n";
    }
}

for ($i = 1; $i <= 20; $i++) {
    ob_start();
    $held = new Held();
    await([async(fn () => isset($held)), async(fn () => 2), async(fn () => 3)]);
    unset($held);
    if (ob_get_clean() !== "destroyed\n") {
        echo "Round $i: too late\n";
    }
}
echo "End\n";
?>
--EXPECT--
End
