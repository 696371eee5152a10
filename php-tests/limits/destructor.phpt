--TEST--
The limit covers the destructors of a task
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
final class Slow
{
    public function __construct(private string $record) {}

    public function __destruct()
    {
        try {
            sleep(20);
        } finally {
            note($this->record, 'finally');
        }
    }
}
$record = record();
echo limited(function () use ($record) {
    $GLOBALS['slow'] = new Slow($record);
}), "\n", wait_for($record, 'finally');
?>
--EXPECT--
timed out
finally
