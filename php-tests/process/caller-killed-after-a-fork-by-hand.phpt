--TEST--
When the caller is killed, its tasks end with it, although a process that it has forked by hand goes on
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$goes_on, $ends] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$caller = pcntl_fork();
if ($caller === 0) {
    fclose($ends);
    await(async(fn () => 1));
    if (pcntl_fork() === 0) {
        fclose($there);
        fgets($goes_on);
        posix_kill(getmypid(), SIGKILL);
    }
    await(async(function () use ($there) {
        fwrite($there, "ready\n");
        sleep(60);
    }));
}
fclose($there);
stream_set_timeout($here, 20);
echo fgets($here);
posix_kill($caller, SIGKILL);
pcntl_waitpid($caller, $status);
// The end of the stream comes when the task, which holds the other side, has ended.
fgets($here);
var_dump(stream_get_meta_data($here)['timed_out']);
fclose($ends);
?>
--EXPECT--
ready
bool(false)
