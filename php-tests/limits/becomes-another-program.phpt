--TEST--
A task that has become another program comes to its limit
--EXTENSIONS--
pokio
pcntl
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
use function Pokio\{async, await, settle};

echo settle(['sleep' => fn () => pcntl_exec('/bin/sh', ['-c', 'exec sleep 60'])], timeout: 0.2)['sleep']->error->getMessage(), "\n";
try {
    await(async(fn () => pcntl_exec('/bin/sh', ['-c', 'exec sleep 60']), name: 'sleep', timeout: 0.2));
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    echo $e->getMessage(), "\n";
}
// One that ends before has died.
echo settle([fn () => pcntl_exec('/bin/sh', ['-c', 'kill -9 $$'])], timeout: 60)[0]->error->getMessage(), "\n";
?>
--EXPECT--
The task with key 'sleep' had not ended after 0.2 seconds
Task 'sleep' had not ended after 0.2 seconds
The task with key 0 was killed by signal 9 (SIGKILL); the system may be out of memory
