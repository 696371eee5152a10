--TEST--
A handler that runs during a batch can await another
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=1
--FILE--
<?php
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, function () {
    $results = await([async(fn () => 1), async(fn () => 2)]);
    echo 'inner ', json_encode($results), "\n";
});
$caller = getmypid();
$results = await(array_map(fn ($n) => async(function () use ($n, $caller) {
    if ($n === 3) {
        posix_kill($caller, SIGUSR1);
        usleep(50000);
    }

    return $n;
}), range(1, 6)));
echo 'outer ', json_encode($results), "\n";
?>
--EXPECT--
inner [1,2]
outer [1,2,3,4,5,6]
