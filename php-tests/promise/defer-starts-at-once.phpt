--TEST--
defer() starts the closure while the caller continues
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($caller, 10);
stream_set_timeout($task, 10);
$promise = async(function () use ($task) {
    fwrite($task, "started\n");
    return 'answer: ' . fgets($task);
});
var_dump($promise->defer());
echo fgets($caller);
fwrite($caller, "go on\n");
echo await($promise);
?>
--EXPECT--
NULL
started
answer: go on
