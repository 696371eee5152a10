--TEST--
A task over its limit is interrupted in compiled code
--INI--
opcache.enable=1
opcache.enable_cli=1
opcache.jit=tracing
opcache.jit_buffer_size=16M
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
        for ($i = 0; ; $i++) {
            $i &= 1023;
        }
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
