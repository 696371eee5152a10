--TEST--
A running task that is cancelled runs its finally blocks
--EXTENSIONS--
pokio
--INI--
pokio.grace=60
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
        sleep(60);
    } catch (Pokio\Exceptions\TaskCancelled $e) {
        fwrite($there, "interrupted\n");
        throw $e;
    } finally {
        fwrite($there, "rolled back\n");
        // Until cancel() has returned.
        fgets($there);
    }
});
$promise->defer();
fclose($there);
echo fgets($here);
var_dump(Pokio\cancel($promise));
echo fgets($here), fgets($here);
fwrite($here, "end\n");
try {
    await($promise);
} catch (Pokio\Exceptions\TaskCancelled) {
    echo "cancelled\n";
}
?>
--EXPECT--
running
int(1)
interrupted
rolled back
cancelled
