--TEST--
What a task sends after its limit, or after it was cancelled, is dropped, with and without fork
--EXTENSIONS--
pokio
--FILE--
<?php
// Not held by the polyfill.
$task = function () {
    try {
        Pokio\send('before');
        while (true) {
            usleep(1000);
        }
    } finally {
        Pokio\send('late');
    }
};
$calls = [
    'settle' => fn (Closure $receive) => Pokio\settle([$task], timeout: 0.05, onMessage: $receive),
    'shared' => fn (Closure $receive) => iterator_to_array(Pokio\stream([1], $task, settle: true, timeout: 0.05, onMessage: $receive)),
    'deadline' => fn (Closure $receive) => Pokio\settle([$task], deadline: 0.05, onMessage: $receive),
    'await' => fn (Closure $receive) => Pokio\await(Pokio\async($task, timeout: 0.05, onMessage: $receive)),
    'cancelled' => function (Closure $receive) use ($task) {
        $promise = Pokio\async($task, onMessage: function (string $message) use ($receive, &$promise) {
            $receive($message);
            Pokio\cancel($promise);
        });
        Pokio\await($promise);
    },
];
foreach (['fork', 'sync'] as $way) {
    if ($way === 'sync' || Pokio\Environment::supportsFork()) {
        $way === 'sync' ? pokio()->useSync() : pokio()->useFork();
    }
    foreach ($calls as $name => $call) {
        // Which of caller and task is first differs.
        for ($try = 0; $try < 12; $try++) {
            $came = [];
            try {
                $call(function (string $message) use (&$came) {
                    $came[] = $message;
                });
            } catch (Pokio\Exceptions\TaskTimedOut | Pokio\Exceptions\TaskCancelled) {
            }
            if (in_array('late', $came, true)) {
                echo "$way $name: late\n";
                break;
            }
        }
    }
}
echo "end\n";
?>
--EXPECT--
end
