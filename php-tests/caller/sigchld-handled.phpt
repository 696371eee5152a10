--TEST--
Values arrive, and the program's SIGCHLD handler gets its own children's statuses
--EXTENSIONS--
pcntl
--FILE--
<?php
pcntl_async_signals(true);
$own = pcntl_fork();
if ($own === 0) {
    usleep(50_000);
    exit(6);
}
pcntl_signal(SIGCHLD, function () use (&$own) {
    if ($own !== null && pcntl_waitpid($own, $status, WNOHANG) === $own) {
        echo 'own child: ', pcntl_wexitstatus($status), "\n";
        $own = null;
    }
});
$outcomes = await(array_map(fn (int $i) => async(function () use ($i) {
    usleep(5_000);

    return $i;
}), range(1, 100)));
while ($own !== null) {
    usleep(1_000);
}
var_dump(array_sum($outcomes));
?>
--EXPECT--
own child: 6
int(5050)
