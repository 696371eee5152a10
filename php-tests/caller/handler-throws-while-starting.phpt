--TEST--
What a handler throws while a task waits for a place leaves the promise to be started again, once
--EXTENSIONS--
pcntl
posix
--INI--
pokio.max_processes=1
--FILE--
<?php
pcntl_async_signals(true);
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
pcntl_signal(SIGUSR1, fn () => throw new RuntimeException('thrown by the handler'));
$caller = getmypid();
$first = async(function () use ($caller, $there) {
    usleep(50_000);
    posix_kill($caller, SIGUSR1);
    fgets($there);

    return 'first';
});
$second = async(function () {
    echo "second runs\n";

    return 'second';
});
try {
    $first->defer();
    $second->defer();
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
fwrite($here, "go on\n");
var_dump(await($second), await($first));
?>
--EXPECT--
thrown by the handler
second runs
string(6) "second"
string(5) "first"
