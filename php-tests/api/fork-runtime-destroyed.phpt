--TEST--
A ForkRuntime that is destroyed waits for its tasks' processes; their values can still be had
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Runtime\Fork\ForkRuntime;
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_blocking($caller, false);
$runtime = new ForkRuntime(2);
$future = $runtime->defer(function () use ($task) { usleep(100000); fwrite($task, 'ended'); return 'value'; });
unset($runtime);
echo fread($caller, 100), "\n", $future->await(), "\n";
?>
--EXPECT--
ended
value
