--TEST--
In a task the limits of calls hold for promises of its caller, which go on
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
use function Pokio\{all, await, settle};

$ended = tempnam(sys_get_temp_dir(), 'pokio');
$slow = async(function () use ($ended) {
    while (is_file($ended)) {
        usleep(1000);
        clearstatcache();
    }

    return 'value';
});
$slow->defer();
$thrown = function (Closure $call): string {
    try {
        return json_encode($call());
    } catch (Exception $e) {
        return $e->getMessage();
    }
};
$said = all([
    fn () => $thrown(fn () => await($slow, timeout: 0.2)),
    fn () => $thrown(fn () => await([$slow], timeout: 0.2)),
    fn () => settle([$slow], deadline: 0.2)[0]->status->name,
    fn () => $thrown(fn () => all([$slow, fn () => 1], deadline: 0.2)),
    // Afterwards it can be awaited there, too.
    function () use ($slow, $ended, $thrown) {
        $message = $thrown(fn () => await($slow, timeout: 0.2));
        sleep(1);
        unlink($ended);

        return $message . ', then ' . \await($slow);
    },
]);
echo implode("\n", $said), "\n", await($slow), "\n";
?>
--EXPECT--
The task had not ended after 0.2 seconds
The task had not ended after 0.2 seconds
TimedOut
Not all tasks had ended after 0.2 seconds
The task had not ended after 0.2 seconds, then value
value
