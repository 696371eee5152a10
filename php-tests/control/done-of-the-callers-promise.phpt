--TEST--
In a task, done() of a promise of its caller becomes true when that has ended, with and without processes of several tasks
--EXTENSIONS--
pokio
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$ended = sys_get_temp_dir() . '/pokio-done-' . getmypid();
$slow = function () use ($ended) {
    while (! file_exists($ended)) {
        usleep(1_000);
    }

    return 'value';
};
$asks = function () use (&$promise, $ended) {
    $before = Pokio\done($promise);
    touch($ended);
    for ($end = microtime(true) + 20; ! Pokio\done($promise) && microtime(true) < $end;) {
        usleep(1_000);
    }

    return [$before, Pokio\done($promise), await($promise)];
};
$promise = async($slow);
$promise->defer();
echo json_encode(await(async($asks))), "\n";
unlink($ended);
ini_set('pokio.tasks_per_process', 0);
$promise = async($slow);
echo json_encode(await([$promise, async($asks)])), "\n";
unlink($ended);
$died = async(fn () => posix_kill(getmypid(), SIGKILL));
$died->defer();
$promise = $died;
echo json_encode(Pokio\settle([function () use (&$promise) {
    for ($end = microtime(true) + 20; ! Pokio\done($promise) && microtime(true) < $end;) {
        usleep(1_000);
    }

    return Pokio\done($promise);
}])[0]->value), "\n";
?>
--EXPECT--
[false,true,"value"]
["value",[false,true,"value"]]
true
