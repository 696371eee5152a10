--TEST--
Values and deaths arrive although a handler of the program reaps every process
--EXTENSIONS--
pcntl
--FILE--
<?php
pcntl_async_signals(true);
$reaped = 0;
pcntl_signal(SIGCHLD, function () use (&$reaped) {
    while (pcntl_waitpid(-1, $status, WNOHANG) > 0) {
        $reaped++;
    }
});
$outcomes = await(array_map(fn (int $i) => async(fn () => $i % 10 === 0 ? exit : $i), range(1, 200)));
var_dump(array_sum($outcomes), count(array_keys($outcomes, null, true)));
?>
--EXPECT--
int(18000)
int(20)
