--TEST--
Promises that a task made and left are run before its end is reported
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_blocking($caller, false);
echo await(async(function () use ($task) {
    async(fn () => fwrite($task, 'left behind, '));
    $GLOBALS['held'] = async(fn () => fwrite($task, 'held by a global'));
    return 'value';
})), "\n";
echo fread($caller, 100), "\n";
?>
--EXPECT--
value
left behind, held by a global
