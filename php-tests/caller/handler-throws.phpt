--TEST--
What a signal's handler throws leaves the await, and the promise can be awaited again
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pcntl_async_signals(true);
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
pcntl_signal(SIGUSR1, fn () => throw new RuntimeException('thrown by the handler'));
$caller = getmypid();
$promise = async(function () use ($caller, $there) {
    posix_kill($caller, SIGUSR1);
    fgets($there);

    return 'value';
});
try {
    await($promise);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
fwrite($here, "go on\n");
var_dump(await($promise));
?>
--EXPECT--
thrown by the handler
string(5) "value"
