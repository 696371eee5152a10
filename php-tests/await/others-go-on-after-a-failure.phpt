--TEST--
The tasks after one that fails run to their end
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($caller, 10);
try {
    await([
        async(fn () => throw new Exception('first fails')),
        async(function () use ($task) { usleep(50000); fwrite($task, "second ended\n"); }),
    ]);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
Pokio\UnwaitedFutureManager::instance()->run();
echo fgets($caller);
?>
--EXPECT--
first fails
second ended
