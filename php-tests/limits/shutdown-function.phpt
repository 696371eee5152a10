--TEST--
The limit covers the shutdown functions of a task, and nothing is shown of that
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
    register_shutdown_function(function () use ($record) {
        try {
            sleep(20);
        } finally {
            note($record, 'finally');
        }
    });
}), "\n", wait_for($record, 'finally');
?>
--EXPECT--
timed out
finally
