<?php

use Pokio\Exceptions\TaskCancelled;

use function Pokio\{async, await, cancel};

$lock = tempnam(sys_get_temp_dir(), 'lock');
$export = async(function () use ($lock) {
    try {
        sleep(30);
    } finally {
        unlink($lock); // it is interrupted, so that it can clean up
    }
}, name: 'export');
$export->defer();
usleep(100_000);

echo cancel($export), " task cancelled\n";
try {
    await($export);
} catch (TaskCancelled $e) {
    echo $e->getMessage(), "\n";
}
for ($start = microtime(true); is_file($lock) && microtime(true) - $start < 10; clearstatcache()) {
    usleep(1000);
}
echo is_file($lock) ? "The lock is still there.\n" : "The lock is gone.\n";
