--TEST--
A promise with a limit that takes longer throws TaskTimedOut, and a catch in its chain cannot undo it
--EXTENSIONS--
pokio
--FILE--
<?php
$slow = fn () => usleep(300_000);
$promises = [
    Pokio\async($slow, name: 'plain', timeout: 0.15),
    Pokio\async($slow, timeout: 0.15)->catch(fn (Throwable $e) => 'undone'),
    Pokio\async(fn () => 1, timeout: 0.15)->then($slow)->finally(fn () => null),
    Pokio\async(fn () => usleep(90_000), timeout: 0.15)->then(fn () => usleep(90_000)),
    Pokio\async(fn () => 'in time', timeout: 30)->then(fn (string $s) => "$s, too"),
];
foreach ($promises as $promise) {
    try {
        var_dump(await($promise));
    } catch (Pokio\Exceptions\TaskTimedOut $e) {
        echo $e->name ?? 'chain', ' ', $e->seconds, "\n";
    }
}
?>
--EXPECT--
plain 0.15
chain 0.15
chain 0.15
chain 0.15
string(12) "in time, too"
