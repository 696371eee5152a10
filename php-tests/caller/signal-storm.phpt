--TEST--
A storm of handled signals changes no value
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pcntl_async_signals(true);
$handled = 0;
pcntl_signal(SIGALRM, function () use (&$handled) {
    $handled++;
});
$caller = getmypid();
$storm = pcntl_fork();
if ($storm === 0) {
    while (posix_getppid() === $caller) {
        posix_kill($caller, SIGALRM);
        usleep(300);
    }
    posix_kill(getmypid(), SIGKILL);
}
$wrong = 0;
for ($round = 0; $round < 10; $round++) {
    $values = await(array_map(fn (int $i) => async(fn () => str_repeat((string) $i, 1000)), range(1, 20)));
    foreach ($values as $i => $value) {
        $wrong += (int) ($value !== str_repeat((string) ($i + 1), 1000));
    }
}
for ($i = 0; $i < 100; $i++) {
    $wrong += (int) (await(async(fn () => $i)) !== $i);
}
posix_kill($storm, SIGKILL);
pcntl_waitpid($storm, $status);
var_dump($wrong, $handled > 50);
?>
--EXPECT--
int(0)
bool(true)
