--TEST--
A clone of a started promise means the same task, which runs once
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$original = async(function () use ($task) { fwrite($task, 'x'); return 'value'; });
$original->defer();
$copy = clone $original;
unset($original);
var_dump(await($copy));
stream_set_blocking($caller, false);
var_dump(fread($caller, 10));
?>
--EXPECT--
string(5) "value"
string(1) "x"
