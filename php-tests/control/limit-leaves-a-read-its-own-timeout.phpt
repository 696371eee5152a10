--TEST--
A read with a timeout of its own ends, with and without fork, while a limit interrupts it
--EXTENSIONS--
pokio
--FILE--
<?php
// Not held by the polyfill.
[$end, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($end, 1, 500_000);
$started = microtime(true);
$outcome = Pokio\settle([fn () => fread($end, 1)], timeout: 0.1)[0];
echo $outcome->status->name, ' ', microtime(true) - $started < 10 ? 'in time' : 'late', "\n";
?>
--EXPECT--
TimedOut in time
