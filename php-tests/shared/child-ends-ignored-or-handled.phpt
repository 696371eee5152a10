--TEST--
Batches work where the program ignores the ends of its children, or collects them itself
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
$batch = fn () => print(json_encode(await(array_map(fn ($n) => async(fn () => $n % 3 ? $n : exit), range(1, 9)))) . "\n");
pcntl_signal(SIGCHLD, SIG_IGN);
$batch();
pcntl_async_signals(true);
pcntl_signal(SIGCHLD, function () {
    while (pcntl_waitpid(-1, $status, WNOHANG) > 0) {
    }
});
$batch();
?>
--EXPECT--
[1,2,null,4,5,null,7,8,null]
[1,2,null,4,5,null,7,8,null]
