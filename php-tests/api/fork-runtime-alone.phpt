--TEST--
A ForkRuntime starts closures by itself and gives futures
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Runtime\Fork\ForkRuntime;
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($caller, 10);
$runtime = new ForkRuntime(maxProcesses: 2);
$future = $runtime->defer(callback: function () use ($task) { fwrite($task, "started\n"); return getmypid(); });
echo fgets($caller);
var_dump($future instanceof Pokio\Contracts\Future, $future->awaited(), $future->await() !== getmypid(), $future->awaited());
try {
    $future->await();
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
started
bool(true)
bool(false)
bool(true)
bool(true)
The promise has already been resolved.
