--TEST--
Nothing is thrown into a result that is being serialized
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

    public function __serialize(): array
    {
        try {
            $end = microtime(true) + 2;
            while (microtime(true) < $end);
            note($this->record, 'whole');
        } catch (Throwable) {
            note($this->record, 'broken');
        }

        return [];
    }

    public function __unserialize(array $data): void {}
}
$record = record();
echo limited(fn () => new Slow($record), grace: 5), "\n", wait_for($record, 'whole');
?>
--EXPECT--
timed out
whole
