<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    pcntl_async_signals(true);
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
    PHP;
passthru('unshare --pid --fork --mount-proc timeout 30 ' . substr(php('-r ' . escapeshellarg($program)), 5) . ' 2>&1');
?>
