--TEST--
Where a sandbox refuses to send signals by descriptors of processes, tasks are ended all the same
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_no_sanitizer();
needs_fork();
if (PHP_OS_FAMILY !== 'Linux') die('skip Linux');
exec('cc --version 2>&1', $lines, $status);
if ($status !== 0) die('skip needs a C compiler');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$sandbox = tempnam(sys_get_temp_dir(), 'sandbox');
exec('cc -o ' . escapeshellarg($sandbox) . ' ' . escapeshellarg(__DIR__ . '/../support/sandbox.c') . ' 2>&1', $lines, $status);
echo implode("\n", $lines), $status === 0 ? '' : "no sandbox\n";
passthru('exec timeout 60 ' . escapeshellarg($sandbox) . ' pidfd_send_signal ' . substr(php('-d pokio.grace=0.1 -r ' . escapeshellarg(<<<'PHP'
    [$read, $write] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    // One that ends when it is interrupted.
    $promise = async(function () use ($write) {
        try {
            fwrite($write, "begun\n");
            while (true) sleep(60);
        } finally {
            fwrite($write, "cleaned up\n");
        }
    });
    $promise->defer();
    echo fgets($read), Pokio\cancel($promise), " cancelled\n", fgets($read);

    // One that has to be killed: the program waits for its end.
    $promise = async(function () use ($write) {
        pcntl_sigprocmask(SIG_BLOCK, range(SIGRTMIN, SIGRTMAX));
        fwrite($write, "begun\n");
        while (true) sleep(60);
    });
    $promise->defer();
    echo fgets($read), Pokio\cancel($promise), " cancelled\n";
    PHP)), 5) . ' 2>&1', $status);
echo "exit status $status\n";
unlink($sandbox);
?>
--EXPECT--
begun
1 cancelled
cleaned up
begun
1 cancelled
exit status 0
