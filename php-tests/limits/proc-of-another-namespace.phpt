--TEST--
Where /proc shows another namespace, no process is taken for a program of a task that is ended
--EXTENSIONS--
pokio
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
exec('unshare --pid --fork --mount-proc cat /proc/1/task/1/children 2>&1', $lines, $status);
if ($status !== 0) die('skip needs unshare, and lists of children in /proc');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    [$read, $write] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $promise = Pokio\async(function () use ($write) {
        fwrite($write, getmypid() . "\n");
        sleep(60);
    });
    $promise->defer();
    echo 'process ', getmypid(), ', task ', fgets($read);
    $others = [];
    for ($i = 0; $i < 4; $i++) {
        $others[] = $child = pcntl_fork();
        while ($child === 0) sleep(60);
    }
    echo array_diff($others, range(3, 10)) === [] ? '' : "unlike the others' numbers\n";
    echo Pokio\cancel($promise), " cancelled\n";
    while (posix_kill(2, 0)) usleep(1000);
    foreach ($others as $other) {
        if (pcntl_waitpid($other, $status, WNOHANG | WUNTRACED) !== 0) echo "$other has been signalled\n";
        posix_kill($other, SIGKILL);
        pcntl_waitpid($other, $status);
    }
    PHP;
// A namespace whose /proc has a process 2, with children of the numbers that the program's others
// have in a namespace within that one.
$outside = <<<'SH'
    sh -c 'for i in 3 4 5 6 7 8 9 10; do sleep 60 & done; wait' &
    until read children </proc/2/task/2/children; [ "$children" = '3 4 5 6 7 8 9 10' ]; do :; done
    unshare --pid --fork "$@"
    SH;
run($program, '', 'exec unshare --pid --fork --mount-proc sh -c ' . escapeshellarg($outside) . ' ');
?>
--EXPECT--
process 1, task 2
1 cancelled
exit status 0
