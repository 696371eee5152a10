--TEST--
A promise of the caller can be awaited in every task, as if each had a process of its own
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
$started = async(fn () => "started");
$started->defer();
$unstarted = async(fn () => "unstarted");
$awaitTwice = function () use ($started, $unstarted) {
    $text = await($started) . " and " . await($unstarted);
    try {
        await($started);
    } catch (Pokio\Exceptions\FutureAlreadyAwaited) {
        return $text . ", once";
    }
};
print_r(await([async($awaitTwice), async($awaitTwice), async($awaitTwice)]));
echo await($started), "\n", await($unstarted), "\n";
?>
--EXPECT--
Array
(
    [0] => started and unstarted, once
    [1] => started and unstarted, once
    [2] => started and unstarted, once
)
started
unstarted
