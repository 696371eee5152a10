--TEST--
A signal's handler runs while the caller waits for a place to start a task
--EXTENSIONS--
pcntl
posix
--INI--
pokio.max_processes=1
--FILE--
<?php
pcntl_async_signals(true);
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($there, 20);
pcntl_signal(SIGUSR1, fn () => fwrite($here, "answer of the handler\n"));
$caller = getmypid();
$first = async(function () use ($caller, $there) {
    posix_kill($caller, SIGUSR1);

    return fgets($there);
});
$first->defer();
$second = async(fn () => "second\n");
$second->defer();
echo await($first), await($second);
?>
--EXPECT--
answer of the handler
second
