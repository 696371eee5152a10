--TEST--
A task that catches its interrupt is killed after pokio.grace seconds
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.grace=0.2
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$promise = async(function () use ($there) {
    fwrite($there, getmypid() . "\n");
    while (true) {
        try {
            while (true) {
                usleep(10_000);
            }
        } catch (Throwable) {
        }
    }
});
$promise->defer();
fclose($there);
$pid = (int) fgets($here);
Pokio\cancel($promise);
// Its end of the pair closes when the process is gone, though nobody waits in pokio.
stream_set_timeout($here, 5);
var_dump(fgets($here), feof($here));
$isRunning = function () use ($pid): bool {
    $status = @file_get_contents("/proc/$pid/status");

    return $status !== false && ! str_contains($status, 'Z (');
};
for ($i = 0; $i < 200 && $isRunning(); $i++) {
    usleep(10_000);
}
var_dump($isRunning());
?>
--EXPECT--
bool(false)
bool(true)
bool(false)
