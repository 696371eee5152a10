--TEST--
What a signal's handler throws leaves the await of a batch; the batch's promises can be awaited
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pcntl_async_signals(true);
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
pcntl_signal(SIGUSR1, fn () => throw new RuntimeException('thrown by the handler'));
$caller = getmypid();
$promises = [
    'slow' => async(function () use ($caller, $there) {
        posix_kill($caller, SIGUSR1);
        fgets($there);

        return 'slow';
    }),
    'quick' => async(fn () => 'quick'),
];
try {
    await($promises);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
fwrite($here, "go on\n");
echo json_encode(await($promises)), "\n";
?>
--EXPECT--
thrown by the handler
{"slow":"slow","quick":"quick"}
