--TEST--
A running task that is cancelled runs its finally blocks
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$promise = async(function () use ($there) {
    try {
        fwrite($there, "running\n");
        usleep(20_000_000);
    } catch (Pokio\Exceptions\TaskCancelled $e) {
        fwrite($there, "interrupted\n");
        throw $e;
    } finally {
        fwrite($there, "rolled back\n");
    }
});
$promise->defer();
fclose($there);
stream_set_timeout($here, 10);
echo fgets($here);
$began = microtime(true);
var_dump(Pokio\cancel($promise), microtime(true) - $began < 0.4);
echo fgets($here), fgets($here);
try {
    await($promise);
} catch (Pokio\Exceptions\TaskCancelled) {
    echo "cancelled\n";
}
?>
--EXPECT--
running
int(1)
bool(true)
interrupted
rolled back
cancelled
