--TEST--
When the program has ended, none of its tasks' processes is left
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$program = pcntl_fork();
if ($program === 0) {
    fclose($here);
    async(fn () => usleep(200_000));
    $kept = async(fn () => usleep(200_000));
    $started = async(fn () => usleep(200_000));
    $started->defer();
    exit;
}
fclose($there);
pcntl_waitpid($program, $status);
// The program has ended: at once nobody holds the other side any more.
stream_set_blocking($here, false);
var_dump(fread($here, 1), feof($here));
?>
--EXPECT--
string(0) ""
bool(true)
