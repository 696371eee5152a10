--TEST--
A call that is interrupted before its next argument is passed frees only what has been passed
--EXTENSIONS--
pokio
pcntl
posix
--FILE--
<?php
pokio()->useSync();
pcntl_async_signals(true);

function same(mixed ...$given): mixed
{
    return $given[0];
}
function one(mixed $given): mixed
{
    return $given;
}
/** What is left of an array that was passed before to the call that is interrupted. */
function kept(Closure $interrupted): string
{
    $array = array_map(fn (int $i) => "text $i", range(1, 100));
    $sum = md5(serialize($array));
    for ($times = 0; $times < 5; $times++) {
        try {
            $interrupted($array);
            echo "not interrupted\n";
        } catch (Pokio\Exceptions\TaskCancelled | Pokio\Exceptions\TaskTimedOut) {
        }
        // Takes the places of what has been freed.
        $others[] = array_fill(0, 100, [$times]);
    }

    return md5(serialize($array)) === $sum ? 'whole' : 'damaged';
}

// Where an inner call returns: a signal that it sends itself has a handler, which cancels.
$running = null;
pcntl_signal(SIGUSR1, function () use (&$running) {
    Pokio\cancel($running);
});
$cancelled = function (Closure $closure) use (&$running) {
    return function (array $array) use (&$running, $closure) {
        $running = async(fn () => $closure($array));
        await($running);
    };
};
echo 'one argument: ', kept($cancelled(function (array $array) {
    one($array);
    one(posix_kill(getmypid(), SIGUSR1));
})), "\n";
echo 'the second one: ', kept($cancelled(function (array $array) {
    same($array, $array);
    same($array, posix_kill(getmypid(), SIGUSR1));
})), "\n";
echo 'within another call: ', kept($cancelled(function (array $array) {
    one(same($array, $array));
    one(same(1, one(posix_kill(getmypid(), SIGUSR1))));
})), "\n";
echo 'of a method: ', kept($cancelled(function (array $array) {
    $object = new ArrayObject();
    $object->append($array);
    $object->append(posix_kill(getmypid(), SIGUSR1));
})), "\n";
echo 'by name: ', kept($cancelled(function (array $array) {
    one(given: $array);
    one(given: posix_kill(getmypid(), SIGUSR1));
})), "\n";
echo 'unpacked: ', kept($cancelled(function (array $array) {
    same(...[$array, $array]);
    same(...[$array, posix_kill(getmypid(), SIGUSR1)]);
})), "\n";
echo 'of a constructor: ', kept($cancelled(function (array $array) {
    new ArrayObject($array);
    new ArrayObject([posix_kill(getmypid(), SIGUSR1)]);
    new ArrayIterator(posix_kill(getmypid(), SIGUSR1) ? $array : []);
})), "\n";

// Where a branch within an argument ends: at a limit.
echo 'after a branch: ', kept(function (array $array) {
    await(Pokio\async(function () use ($array) {
        for ($i = 0; true; $i++) {
            one($array);
            one($i % 2 ? 1.5 : 2.5);
        }
    }, timeout: 0.02));
}), "\n";
?>
--EXPECT--
one argument: whole
the second one: whole
within another call: whole
of a method: whole
by name: whole
unpacked: whole
of a constructor: whole
after a branch: whole
