--TEST--
A socket of the caller stays open and silent whatever becomes of a task
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_blocking($there, false);
await([
    async(fn () => 1),
    async(fn () => exit),
    async(fn () => posix_kill(getmypid(), SIGKILL)),
    async(function () use (&$here) {
        $here = null;
    }),
]);
var_dump(fread($there, 10), feof($there));
fwrite($here, 'hello');
var_dump(fread($there, 10));
?>
--EXPECT--
string(0) ""
bool(false)
string(5) "hello"
