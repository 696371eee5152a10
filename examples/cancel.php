<?php

use Pokio\Exceptions\TaskCancelled;

use function Pokio\{async, await, cancel};

$lock = sys_get_temp_dir() . '/export-' . getmypid() . '.lock';
$export = async(function () use ($lock) {
    try {
        touch($lock);
        sleep(30);
    } finally {
        unlink($lock); // it is interrupted, so that it can clean up
    }
}, name: 'export');
$export->defer();
while (! is_file($lock)) {
    usleep(1000); // until the task has begun
}

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
