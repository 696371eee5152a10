--TEST--
A signal's handler runs while the await continues
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pcntl_async_signals(true);
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($there, 20);
pcntl_signal(SIGUSR1, fn () => fwrite($here, "answer of the handler\n"));
$caller = getmypid();
echo await(async(function () use ($caller, $there) {
    posix_kill($caller, SIGUSR1);

    return fgets($there);
}));
?>
--EXPECT--
answer of the handler
