--TEST--
settle() says the name of a promise that was awaited before, cancelled, or never got its turn
--EXTENSIONS--
pokio
--FILE--
<?php
$slow = fn () => usleep(300_000);
$awaited = Pokio\async(fn () => 1, name: 'awaited');
Pokio\await($awaited);
$cancelled = Pokio\async(fn () => 2, name: 'cancelled');
Pokio\cancel($cancelled);
$twice = Pokio\async(fn () => 3, name: 'twice');
foreach (Pokio\settle(['a' => $awaited, 'b' => $cancelled, 'c' => $twice, 'd' => $twice]) as $outcome) {
    echo $outcome->name, ': ', $outcome->status->name, '. ', $outcome->error?->getMessage(), "\n";
}

$started = Pokio\async($slow, name: 'started');
$started->defer();
$tasks = ['e' => Pokio\async($slow, name: 'own'), 'f' => $started, 'g' => Pokio\async($slow, name: 'never started')];
foreach (Pokio\settle($tasks, concurrency: 1, deadline: 0.1) as $outcome) {
    echo $outcome->name, ': ', $outcome->status->name, '. ', $outcome->error?->getMessage(), "\n";
}
?>
--EXPECT--
awaited: Failed. The promise has already been resolved.
cancelled: Cancelled. Task 'cancelled' (key 'b') was cancelled
twice: Fulfilled. 
twice: Failed. The promise has already been resolved.
own: TimedOut. Task 'own' (key 'e') had not ended after 0.1 seconds
started: TimedOut. Task 'started' (key 'f') had not ended after 0.1 seconds
never started: Cancelled. Task 'never started' (key 'g') was cancelled
