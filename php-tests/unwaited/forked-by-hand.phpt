--TEST--
A process forked by hand does not run or wait for its parent's unawaited promises when it ends
--EXTENSIONS--
pcntl
--FILE--
<?php
$kept = async(fn () => print("kept\n"));
async(fn () => print("dropped\n"));
Pokio\UnwaitedFutureManager::instance()->run();
$worker = pcntl_fork();
if ($worker === 0) {
    async(fn () => print("the worker's own\n"));
    exit;
}
pcntl_waitpid($worker, $status);
echo "worker ended\n";
?>
--EXPECT--
dropped
the worker's own
worker ended
kept
