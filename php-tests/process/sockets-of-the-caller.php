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
