--TEST--
When the deadline of stream(settle: true) is over, each item of an array has an outcome
--EXTENSIONS--
pokio
--FILE--
<?php
$task = fn (int $n) => usleep($n * 1000);
foreach ([[], ['ordered' => false], ['tasksPerProcess' => 1], ['output' => Pokio\Output::Capture]] as $options) {
    $statuses = [];
    $stream = Pokio\stream([0, 2500, 0, 0, 0, 0, 0, 0], $task, ...$options + ['settle' => true, 'deadline' => 1.2, 'concurrency' => 1]);
    foreach ($stream as $key => $outcome) {
        $statuses[$key] = $outcome->status->name;
    }
    ksort($statuses);
    echo implode(',', $statuses), "\n";
}
?>
--EXPECT--
Fulfilled,TimedOut,Cancelled,Cancelled,Cancelled,Cancelled,Cancelled,Cancelled
Fulfilled,TimedOut,Cancelled,Cancelled,Cancelled,Cancelled,Cancelled,Cancelled
Fulfilled,TimedOut,Cancelled,Cancelled,Cancelled,Cancelled,Cancelled,Cancelled
Fulfilled,TimedOut,Cancelled,Cancelled,Cancelled,Cancelled,Cancelled,Cancelled
