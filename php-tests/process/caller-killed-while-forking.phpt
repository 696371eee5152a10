--TEST--
No task outlives a caller that is killed while it is starting tasks
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
[$outlived, $rounds] = [0, 15];
for ($round = 1; $round <= $rounds; $round++) {
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $caller = pcntl_fork();
    if ($caller === 0) {
        fclose($here);
        for (; ; ) {
            await([async(fn () => fwrite($there, '.')), async(fn () => sleep(60)), async(fn () => fwrite($there, '.'))]);
        }
    }
    fclose($there);
    stream_set_timeout($here, 20);
    fread($here, 1);
    usleep($round * 100);
    posix_kill($caller, SIGKILL);
    pcntl_waitpid($caller, $status);
    while (fread($here, 100) !== '') {
    }
    $outlived += (int) stream_get_meta_data($here)['timed_out'];
    fclose($here);
}
var_dump($outlived);
?>
--EXPECT--
int(0)
