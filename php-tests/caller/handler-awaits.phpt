--TEST--
A signal's handler may start and await tasks itself, also the promise that is being awaited
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pcntl_async_signals(true);
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$other = async(fn () => 'other');
$other->defer();
pcntl_signal(SIGUSR1, function () use ($here, $other) {
    echo 'in the handler: ', await(async(fn () => 'own')), ' ', await($other), "\n";
    fwrite($here, "go on\n");
});
$caller = getmypid();
$promise = async(function () use ($caller, $there) {
    posix_kill($caller, SIGUSR1);
    fgets($there);

    return 'value';
});
var_dump(await($promise));

pcntl_signal(SIGUSR1, function () use ($here, &$promise) {
    fwrite($here, "go on\n");
    echo 'in the handler: ', await($promise), "\n";
});
$promise = async(function () use ($caller, $there) {
    posix_kill($caller, SIGUSR1);
    fgets($there);

    return 'value';
});
try {
    var_dump(await($promise));
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
in the handler: own other
string(5) "value"
in the handler: value
The promise has already been resolved.
