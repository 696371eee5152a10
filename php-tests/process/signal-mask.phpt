--TEST--
A task has the signal mask of the caller, and the caller keeps its own
--EXTENSIONS--
pcntl
--FILE--
<?php
$blocked = function (): array {
    pcntl_sigprocmask(SIG_UNBLOCK, [SIGWINCH], $mask);

    return $mask;
};
var_dump($blocked() === [], await(async($blocked)) === []);
pcntl_sigprocmask(SIG_BLOCK, [SIGUSR1]);
var_dump(await(async($blocked)) === [SIGUSR1], $blocked() === [SIGUSR1]);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
