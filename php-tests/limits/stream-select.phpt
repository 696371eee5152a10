--TEST--
A task over its limit is interrupted in stream_select(), and no warning is shown
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
$record = record();
echo limited(function () use ($record) {
    note($record, (string) getmypid());
    try {
        [$mine, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        [$read, $write, $except] = [[$mine], [], []];
        stream_select($read, $write, $except, 20);
    } catch (RuntimeException $thrown) {
        note($record, $thrown::class === 'RuntimeException' || $thrown instanceof Pokio\Exceptions\TaskTimedOut ? 'thrown' : $thrown::class);
        throw $thrown;
    } finally {
        note($record, 'finally');
    }
}), "\n";
[$task, $did] = explode("\n", wait_for($record, 'finally'), 2);
echo $did;
var_dump(gone((int) $task));
?>
--EXPECT--
timed out
thrown
finally
bool(true)
