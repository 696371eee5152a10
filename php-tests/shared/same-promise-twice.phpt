--TEST--
The same promise twice in the array runs once and is refused the second time
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
$promise = async(fn () => print("It runs.\n"));
try {
    await([$promise, async(fn () => 2), $promise]);
} catch (Pokio\Exceptions\FutureAlreadyAwaited) {
    echo "refused\n";
}
?>
--EXPECT--
It runs.
refused
