--TEST--
Signals whose handlers are not dispatched do not end or change an await
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
$handled = 0;
pcntl_signal(SIGUSR1, function () use (&$handled) {
    $handled++;
});
$caller = getmypid();
var_dump(await(async(function () use ($caller) {
    for ($i = 0; $i < 20; $i++) {
        posix_kill($caller, SIGUSR1);
        usleep(2_000);
    }

    return 'value';
})));
var_dump($handled);
pcntl_signal_dispatch();
var_dump($handled > 0);
?>
--EXPECT--
string(5) "value"
int(0)
bool(true)
