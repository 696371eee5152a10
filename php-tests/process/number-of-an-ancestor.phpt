--TEST--
A process that has the number of an ancestor which has ended runs tasks of its own
--SKIPIF--
<?php
if (! function_exists('pcntl_fork')) die('skip needs pcntl');
exec('unshare --pid --fork --mount-proc sh -c "echo 100 >/proc/sys/kernel/ns_last_pid" 2>&1', $lines, $status);
if ($status !== 0) die('skip needs unshare and a kernel that lets numbers be chosen');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    pcntl_async_signals(true);
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $first = pcntl_fork();
    if ($first === 0) {
        // The reaper's thread is started, and a promise stays.
        await(async(fn () => 1));
        usleep(20_000);
        await([async(fn () => 1), async(fn () => 2)]);
        $promise = async(fn () => "the ancestor's");
        $promise->defer();
        $number = getmypid();
        if (pcntl_fork() === 0) {
            while (posix_getppid() === $number) {
                usleep(1000);
            }
            for ($try = 0; $try < 1000; $try++) {
                file_put_contents('/proc/sys/kernel/ns_last_pid', $number - 1);
                $worker = pcntl_fork();
                if ($worker === 0) {
                    if (getmypid() !== $number) {
                        posix_kill(getmypid(), SIGKILL);
                    }
                    echo 'tasks: ', implode(' ', await([async(fn () => 1), async(fn () => 2)])), "\n";
                    try {
                        echo await($promise), "\n";
                    } catch (LogicException $e) {
                        echo $e->getMessage(), "\n";
                    }
                    echo 'task: ', await(async(fn () => 3)), "\n";
                    exit(0);
                }
                pcntl_waitpid($worker, $status);
                if (pcntl_wifexited($status)) {
                    break;
                }
                usleep(1000);
            }
            posix_kill(getmypid(), SIGKILL);
        }
        posix_kill($number, SIGKILL);
    }
    while (pcntl_wait($status) > 0);
    // Every process below holds the other end; with this one all of them would end.
    fclose($there);
    fread($here, 1);
    PHP;
passthru('timeout 30 unshare --pid --fork --kill-child --mount-proc ' . substr(php('-r ' . escapeshellarg($program)), 5) . ' 2>&1');
?>
--EXPECT--
tasks: 1 2
The promise, stream or call was started by another process and can only be awaited there
task: 3
