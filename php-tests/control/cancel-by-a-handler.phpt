--TEST--
A handler of a signal or of messages cancels the promise that is awaited, with and without fork
--EXTENSIONS--
pokio
pcntl
--FILE--
<?php
// Not held by the polyfill.
use Pokio\Exceptions\TaskCancelled;

pcntl_async_signals(true);
$promise = null;
pcntl_signal(SIGALRM, function () use (&$promise) {
    echo 'cancelled ', Pokio\cancel($promise), ', again ', Pokio\cancel($promise), "\n";
});
function works(): string
{
    for ($i = 0; $i < 500; $i++) {
        usleep(10_000);
    }
    return 'late';
}
function outcome(Pokio\Promise $promise): void
{
    try {
        var_dump(await($promise));
    } catch (TaskCancelled $e) {
        echo $e->getMessage(), "\n";
    }
}
$tasks = [
    'plain' => fn () => async(works(...)),
    'named' => fn () => Pokio\async(works(...), name: 'import'),
    'caught' => fn () => async(function () {
        try {
            return works();
        } catch (TaskCancelled) {
            return 'caught';
        }
    }),
    'chain' => fn () => async(works(...))->catch(fn () => 'undone'),
    'inner await' => fn () => async(fn () => await(async(works(...)))),
    'inner settle' => fn () => async(fn () => Pokio\settle([works(...)])[0]->status->name),
];
foreach ($tasks as $label => $task) {
    echo $label, "\n";
    $promise = $task();
    pcntl_alarm(1);
    outcome($promise);
}
echo "receiver\n";
$promise = Pokio\async(function () {
    Pokio\send('first');
    return works();
}, onMessage: function (string $message) use (&$promise) {
    echo $message, ' ', Pokio\cancel($promise), "\n";
});
outcome($promise);
echo "itself\n";
$promise = async(function () use (&$promise) {
    return Pokio\cancel($promise);
});
outcome($promise);
?>
--EXPECT--
plain
cancelled 1, again 0
The task was cancelled
named
cancelled 1, again 0
Task 'import' was cancelled
caught
cancelled 1, again 0
The task was cancelled
chain
cancelled 1, again 0
The task was cancelled
inner await
cancelled 1, again 0
The task was cancelled
inner settle
cancelled 1, again 0
The task was cancelled
receiver
first 1
The task was cancelled
itself
int(0)
