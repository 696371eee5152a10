--TEST--
What a task has sent before a deadline has arrived when that is thrown, however long its receiver takes
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
foreach ([
    'await' => fn (Closure $task, Closure $receiver) => Pokio\await(Pokio\async($task, onMessage: $receiver), timeout: 1),
    'all' => fn (Closure $task, Closure $receiver) => Pokio\all([Pokio\async($task, onMessage: $receiver)], deadline: 1),
    'map' => fn (Closure $task, Closure $receiver) => Pokio\map([1], $task, deadline: 1, onMessage: $receiver),
    'stream' => fn (Closure $task, Closure $receiver) => iterator_to_array(Pokio\stream([1], $task, deadline: 1, onMessage: $receiver)),
] as $function => $call) {
    $sent = tempnam(sys_get_temp_dir(), 'pokio');
    $received = 0;
    $end = microtime(true) + 1;
    try {
        $call(
            function () use ($sent) {
                Pokio\send(1);
                for ($i = 0; $i < 500; $i++) Pokio\send($i);
                unlink($sent);
                sleep(60);
            },
            function () use ($sent, $end, &$received) {
                // The first one has all the others sent, and the deadline over.
                while (file_exists($sent) || microtime(true) < $end) {
                    usleep(1000);
                    clearstatcache();
                }
                $received++;
            },
        );
    } catch (Pokio\Exceptions\TaskTimedOut) {
        echo "$function: $received\n";
    }
}
?>
--EXPECT--
await: 501
all: 501
map: 501
stream: 501
