--TEST--
Of several failures the first in the array's order is thrown, whichever came first in time
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($task, 10);
try {
    await([
        async(fn () => 'fine'),
        async(function () use ($task) { fgets($task); throw new RuntimeException('second in order, last in time'); }),
        async(function () use ($other) { fwrite($other, "go\n"); throw new LogicException('third in order, first in time'); }),
    ]);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
// The failure that was not thrown belongs to a promise that nobody awaited.
unset($e);
Pokio\UnwaitedFutureManager::instance()->flush();
?>
--EXPECT--
second in order, last in time
