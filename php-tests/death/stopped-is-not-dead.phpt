--TEST--
A task that is stopped and continued gives its value
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$task = async(function () use ($there) {
    fwrite($there, getmypid() . "\n");
    fgets($there);

    return 'value';
});
$task->defer();
$pid = (int) fgets($here);
posix_kill($pid, SIGSTOP);
fwrite($here, "go on\n");
$continuing = pcntl_fork();
if ($continuing === 0) {
    usleep(100_000);
    posix_kill($pid, SIGCONT);
    posix_kill(getmypid(), SIGKILL);
}
var_dump(await($task));
pcntl_waitpid($continuing, $status);
?>
--EXPECT--
string(5) "value"
