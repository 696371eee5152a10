--TEST--
A process forked by hand that ends neither waits for nor ends its parent's tasks
--EXTENSIONS--
pcntl
--FILE--
<?php
[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$c, $d] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$kept = async(fn () => fgets($b));
$kept->defer();
$dropped = async(fn () => print(fgets($d)));
unset($dropped);
$worker = pcntl_fork();
if ($worker === 0) {
    unset($kept);
    exit;
}
pcntl_waitpid($worker, $status);
echo "worker ended\n";
fwrite($c, "dropped\n");
Pokio\UnwaitedFutureManager::instance()->run();
fwrite($a, "kept\n");
echo await($kept);
?>
--EXPECT--
worker ended
dropped
kept
