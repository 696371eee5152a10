--TEST--
When the caller is killed, its tasks end with it, nested ones too
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$ready = function () use ($there) {
    fwrite($there, "ready\n");
    sleep(60);
};
$caller = pcntl_fork();
if ($caller === 0) {
    await([async($ready), async(fn () => await(async($ready)))]);
}
fclose($there);
unset($ready);
stream_set_timeout($here, 20);
echo fgets($here), fgets($here);
posix_kill($caller, SIGKILL);
pcntl_waitpid($caller, $status);
// The end of the stream comes when the last process that holds the other side has ended.
fgets($here);
var_dump(stream_get_meta_data($here)['timed_out']);
?>
--EXPECT--
ready
ready
bool(false)
