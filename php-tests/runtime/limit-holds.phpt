--TEST--
Never more tasks run at once than pokio.max_processes says, and as many do
--INI--
pokio.max_processes=3
--FILE--
<?php
// Each task reports its beginning and its end through one pipe.
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(array_map(fn () => async(function () use ($there) {
    fwrite($there, '+');
    usleep(50_000);
    fwrite($there, '-');
}), range(1, 15)));
fclose($there);
[$running, $most] = [0, 0];
foreach (str_split(stream_get_contents($here)) as $sign) {
    $running += $sign === '+' ? 1 : -1;
    $most = max($most, $running);
}
var_dump($most, $running);
?>
--EXPECT--
int(3)
int(0)
