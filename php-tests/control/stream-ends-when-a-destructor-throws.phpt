--TEST--
What the destructor of a value or a key throws when the loop goes on leaves the loop, as anything else does
--EXTENSIONS--
pokio
--FILE--
<?php
class Throws
{
    public function __construct(public string $what) {}

    public function __destruct()
    {
        if (getmypid() === $GLOBALS['process']) {
            throw new DomainException("destructor of $this->what");
        }
    }
}
$process = getmypid();
function keys(): Generator
{
    yield new Throws('a key') => 0;
    for ($i = 1; ; $i++) {
        yield $i => $i;
    }
}
$value = fn (int $i) => $i === 0 ? new Throws('a value') : $i;
foreach ([[], ['tasksPerProcess' => 1], ['ordered' => false, 'concurrency' => 1]] as $options) {
    foreach ([true, false] as $settle) {
        try {
            foreach (Pokio\stream(range(0, 3), $value, ...$options, settle: $settle) as $key => $given) {
                echo $key, ' ';
                unset($given);
            }
        } catch (DomainException $e) {
            echo $e->getMessage(), "\n";
        }
        try {
            foreach (Pokio\stream(keys(), fn (int $i) => $i, ...$options, settle: $settle) as $key => $given) {
                echo is_object($key) ? 'object ' : $key;
                unset($key);
            }
        } catch (DomainException $e) {
            echo $e->getMessage(), "\n";
        }
    }
}
?>
--EXPECT--
0 destructor of a value
object destructor of a key
0 destructor of a value
object destructor of a key
0 destructor of a value
object destructor of a key
0 destructor of a value
object destructor of a key
0 destructor of a value
object destructor of a key
0 destructor of a value
object destructor of a key
