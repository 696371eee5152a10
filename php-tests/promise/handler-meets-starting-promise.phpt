--TEST--
A signal's handler that uses a promise while it waits for its start does not make it run twice
--EXTENSIONS--
pokio
pcntl
posix
--INI--
pokio.max_processes=1
--FILE--
<?php
pcntl_async_signals(true);
$file = tempnam(sys_get_temp_dir(), 'hm');
$me = getmypid();
$busy = async(function () use ($me) { usleep(100_000); posix_kill($me, SIGUSR1); usleep(200_000); });
$busy->defer();
$promise = async(fn () => file_put_contents($file, 'x', FILE_APPEND));
pcntl_signal(SIGUSR1, function () use ($promise) {
    try {
        $promise->resolve();
    } catch (LogicException $e) {
        echo $e->getMessage(), "\n";
    }
});
var_dump(await($promise), file_get_contents($file));
unlink($file);
?>
--EXPECT--
The task of this future has not been started
int(1)
string(1) "x"
