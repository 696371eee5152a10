--TEST--
The limit holds for promises that are started one by one too
--INI--
pokio.max_processes=2
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
for ($i = 0; $i < 8; $i++) {
    async(function () use ($there) {
        fwrite($there, '+');
        usleep(30_000);
        fwrite($there, '-');
    })->defer();
}
Pokio\UnwaitedFutureManager::instance()->run();
fclose($there);
[$running, $most] = [0, 0];
foreach (str_split(stream_get_contents($here)) as $sign) {
    $running += $sign === '+' ? 1 : -1;
    $most = max($most, $running);
}
var_dump($most, $running);
?>
--EXPECT--
int(2)
int(0)
