--TEST--
Values and deaths arrive although the program ignores SIGCHLD
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pcntl_signal(SIGCHLD, SIG_IGN);
$outcomes = await(array_map(fn (int $i) => async(fn () => $i % 10 === 0 ? exit : $i), range(1, 100)));
var_dump(array_sum($outcomes), count(array_keys($outcomes, null, true)));
var_dump(await(async(fn () => posix_kill(getmypid(), SIGKILL))));
?>
--EXPECT--
int(4500)
int(10)
NULL
