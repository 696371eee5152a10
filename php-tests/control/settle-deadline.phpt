--TEST--
At the deadline of settle() started tasks are TimedOut, never started ones Cancelled
--EXTENSIONS--
pokio
--FILE--
<?php
$wait = fn () => usleep(300_000);
$outcomes = Pokio\settle(['quick' => fn () => 1, 'slow' => $wait, 'next' => $wait, 'last' => $wait], concurrency: 1, deadline: 0.2);
foreach ($outcomes as $key => $outcome) {
    echo $key, ' ', $outcome->status->name, ' ', $outcome->error === null ? '' : get_class($outcome->error), ' ', $outcome->error?->key, "\n";
}
var_dump($outcomes['slow']->error->seconds, $outcomes['last']->seconds);
?>
--EXPECT--
quick Fulfilled  
slow TimedOut Pokio\Exceptions\TaskTimedOut slow
next Cancelled Pokio\Exceptions\TaskCancelled next
last Cancelled Pokio\Exceptions\TaskCancelled last
float(0.2)
float(0)
