--TEST--
A ForkRuntime never runs more tasks at once than it was told
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Runtime\Fork\ForkRuntime;
foreach ([1, 3] as $limit) {
    $runtime = new ForkRuntime($limit);
    [$tasks, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_DGRAM, 0);
    $futures = [];
    for ($i = 0; $i < 9; $i++) {
        $futures[] = $runtime->defer(function () use ($tasks) {
            fwrite($tasks, '+');
            usleep(10000);
            fwrite($tasks, '-');
        });
    }
    foreach ($futures as $future) {
        $future->await();
    }
    $running = $most = 0;
    for ($i = 0; $i < 18; $i++) {
        $running += fread($caller, 1) === '+' ? 1 : -1;
        $most = max($most, $running);
    }
    var_dump($most <= $limit, $running);
}
?>
--EXPECT--
bool(true)
int(0)
bool(true)
int(0)
