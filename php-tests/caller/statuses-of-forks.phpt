--TEST--
Processes that the caller forked by hand keep their exit statuses
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
$kill = pcntl_fork();
if ($kill === 0) {
    posix_kill(getmypid(), SIGTERM);
}
$exit = pcntl_fork();
if ($exit === 0) {
    exit(9);
}
$total = array_sum(await(array_map(fn (int $i) => async(fn () => $i), range(1, 50))));
await(async(fn () => exit(1)));
pcntl_waitpid($exit, $exited);
pcntl_waitpid($kill, $killed);
var_dump($total, pcntl_wexitstatus($exited), pcntl_wtermsig($killed));
?>
--EXPECT--
int(1275)
int(9)
int(15)
