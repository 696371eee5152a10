--TEST--
A task that awaits its caller's promise does not wait for a process that the promise's task has left
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$promise = async(function () use ($there) {
    if (pcntl_fork() === 0) {
        // Until the caller has what it asked for.
        fread($there, 1);
        posix_kill(posix_getpid(), SIGKILL);
    }
    usleep(100_000);

    return 'value';
});
$promise->defer();
var_dump(await(async(fn () => await($promise))));
fwrite($here, '!');
?>
--EXPECT--
string(5) "value"
