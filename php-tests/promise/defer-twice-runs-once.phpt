--TEST--
Deferring a promise again does not start it again
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$promise = async(fn () => fwrite($task, 'x'));
$promise->defer();
$promise->defer();
await($promise);
stream_set_blocking($caller, false);
echo fread($caller, 10), "\n";
?>
--EXPECT--
x
