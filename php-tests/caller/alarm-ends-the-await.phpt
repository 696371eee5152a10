--TEST--
An alarm whose handler throws is a time limit for an await
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pcntl_async_signals(true);
pcntl_signal(SIGALRM, fn () => throw new RuntimeException('too late'));
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$promise = async(fn () => fgets($there));
pcntl_alarm(1);
try {
    await($promise);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
fwrite($here, "in time\n");
echo await($promise);
?>
--EXPECT--
too late
in time
