--TEST--
A task in the caller that a handler cancels while its fiber is suspended is told when it continues
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pokio()->useSync();
pcntl_async_signals(true);
$promise = Pokio\async(function () {
    try {
        Fiber::suspend();
        usleep(1000);
        echo "not cancelled\n";
    } finally {
        echo "finally\n";
    }
});
$fiber = new Fiber(function () use ($promise) {
    try {
        Pokio\await($promise);
    } catch (Pokio\Exceptions\TaskCancelled $e) {
        echo $e->getMessage(), "\n";
    }
});
pcntl_signal(SIGUSR1, function () use ($promise) {
    echo Pokio\cancel($promise), " cancelled\n";
});
$fiber->start();
posix_kill(getmypid(), SIGUSR1);
echo Pokio\map([1], fn () => "another task\n")[0];
$fiber->resume();
?>
--EXPECT--
1 cancelled
another task
finally
The task was cancelled
