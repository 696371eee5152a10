--TEST--
A generator that the limit destroys runs its finally blocks
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
function endless(string $record): Generator
{
    try {
        while (true) {
            yield 1;
        }
    } finally {
        note($record, 'finally');
    }
}
$record = record();
echo limited(function () use ($record) {
    foreach (endless($record) as $value);
}), "\n", wait_for($record, 'finally');
?>
--EXPECT--
timed out
finally
