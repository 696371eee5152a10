--TEST--
When the caller is killed, its tasks end whatever they are doing: computing, holding signals back, printing, sending
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
final class Endless
{
    public function __construct(private mixed $ready) {}

    public function __serialize(): array
    {
        fwrite($this->ready, "ready\n");
        for (; ; ) {
        }
    }
}

$tasks = [
    'computing' => function ($there) {
        for (fwrite($there, "ready\n"); ; ) {
        }
    },
    'holding signals back' => function ($there) {
        pcntl_sigprocmask(SIG_BLOCK, range(1, 31));
        fwrite($there, "ready\n");
        sleep(60);
    },
    'printing' => function ($there) {
        for (; ; ) {
            fwrite($there, "ready\n");
        }
    },
    'sending' => fn ($there) => new Endless($there),
];
foreach ($tasks as $doing => $task) {
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $caller = pcntl_fork();
    if ($caller === 0) {
        fclose($here);
        await([async(fn () => $task($there)), async(fn () => $task($there))]);
        exit;
    }
    fclose($there);
    stream_set_timeout($here, 20);
    fgets($here);
    fgets($here);
    posix_kill($caller, SIGKILL);
    pcntl_waitpid($caller, $status);
    // The end of the stream comes when the last process that holds the other side has ended.
    while (fread($here, 8192) !== '') {
    }
    echo $doing, stream_get_meta_data($here)['timed_out'] ? ": goes on\n" : ": ended\n";
}
?>
--EXPECT--
computing: ended
holding signals back: ended
printing: ended
sending: ended
