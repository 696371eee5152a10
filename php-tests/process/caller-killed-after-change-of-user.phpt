--TEST--
A task that has become another user or group ends all the same when its caller is killed
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
posix_getuid() === 0 || die('skip needs root, to become another user');
?>
--FILE--
<?php
$changes = [
    'posix_setuid' => fn () => posix_setuid(65534),
    'posix_seteuid' => fn () => posix_seteuid(65534),
    'posix_setgid' => fn () => posix_setgid(65534),
    'posix_setegid' => fn () => posix_setegid(65534),
    'both, called by name' => fn () => call_user_func('posix_setgid', 65534) && array_map('posix_setuid', [65534])[0],
];
foreach ($changes as $name => $change) {
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $caller = pcntl_fork();
    if ($caller === 0) {
        fclose($here);
        await(async(function () use ($change, $there) {
            fwrite($there, $change() ? 'changed' : 'not changed');
            sleep(60);
        }));
    }
    fclose($there);
    stream_set_timeout($here, 20);
    echo "$name: ", fread($here, 100);
    posix_kill($caller, SIGKILL);
    pcntl_waitpid($caller, $status);
    // The end of the stream comes when the last process that holds the other side has ended.
    fread($here, 1);
    echo stream_get_meta_data($here)['timed_out'] ? ", the task goes on\n" : ", the task has ended\n";
    fclose($here);
}
?>
--EXPECT--
posix_setuid: changed, the task has ended
posix_seteuid: changed, the task has ended
posix_setgid: changed, the task has ended
posix_setegid: changed, the task has ended
both, called by name: changed, the task has ended
