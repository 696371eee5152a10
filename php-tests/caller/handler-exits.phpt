--TEST--
A signal's handler that exits ends the program once, with its status; its tasks come to their end
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    pcntl_async_signals(true);
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    pcntl_signal(SIGUSR1, fn () => exit(7));
    register_shutdown_function(function () use ($here) {
        echo "shutdown\n";
        fwrite($here, "go on\n");
    });
    $caller = getmypid();
    await(async(function () use ($caller, $there) {
        posix_kill($caller, SIGUSR1);
        fgets($there);
        echo "task ends\n";
    }));
    echo "not reached\n";
    PHP);
?>
--EXPECT--
shutdown
task ends
exit status 7
