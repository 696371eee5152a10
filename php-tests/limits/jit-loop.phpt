--TEST--
A task over its limit is interrupted in the shortest loop of compiled code, with and without fork
--EXTENSIONS--
pokio
--INI--
opcache.enable=1
opcache.enable_cli=1
opcache.file_update_protection=0
opcache.jit=tracing
opcache.jit_buffer_size=16M
opcache.jit_hot_loop=64
opcache.jit_hot_func=127
opcache.jit_hot_return=8
opcache.jit_hot_side_exit=8
pokio.grace=10
--FILE--
<?php
set_time_limit(30); // of processor time, should it run forever
$log = tempnam(sys_get_temp_dir(), 'log');
function works(string $log): void
{
    try {
        spin();
    } finally {
        file_put_contents($log, 'finally');
    }
}
function spin(): void
{
    $i = 0;
    while (true) {
        $i++;
    }
}
foreach (['fork', 'sync'] as $way) {
    if ($way === 'sync' || Pokio\Environment::supportsFork()) {
        $way === 'sync' ? pokio()->useSync() : pokio()->useFork();
    }
    file_put_contents($log, '');
    $outcome = Pokio\settle([fn () => works($log)], timeout: 0.5)[0];
    for ($end = microtime(true) + 15; ! filesize($log) && microtime(true) < $end; clearstatcache()) {
        usleep(1000);
    }
    echo $outcome->status->name, ' ', file_get_contents($log), "\n";
}
unlink($log);
?>
--EXPECT--
TimedOut finally
TimedOut finally
