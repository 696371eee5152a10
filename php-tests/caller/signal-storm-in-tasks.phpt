--TEST--
A storm of signals to the tasks changes no value
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, function () {
});
$values = await(array_map(fn (int $i) => async(function () use ($i) {
    $task = getmypid();
    $storm = pcntl_fork();
    if ($storm === 0) {
        while (posix_getppid() === $task) {
            posix_kill($task, SIGUSR1);
            usleep(200);
        }
        posix_kill(getmypid(), SIGKILL);
    }
    for ($j = 0, $text = ''; $j < 20_000; $j++) {
        $text .= $i;
    }

    return [$text, new ArrayObject([$text])];
}), range(1, 10)));
$wrong = 0;
foreach ($values as $i => [$text, $object]) {
    $expected = str_repeat((string) ($i + 1), 20_000);
    $wrong += (int) ($text !== $expected || $object[0] !== $expected);
}
var_dump($wrong);
?>
--EXPECT--
int(0)
