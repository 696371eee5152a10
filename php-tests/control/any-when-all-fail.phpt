--TEST--
When all fail, any() throws TasksFailed with each exception by key
--EXTENSIONS--
pokio
--FILE--
<?php
$awaited = async(fn () => 1);
await($awaited);
try {
    Pokio\any(['a' => fn () => throw new DomainException('one'), 7 => fn () => throw new LengthException('two'), 'twice' => $awaited]);
} catch (Pokio\Exceptions\TasksFailed $e) {
    var_dump($e instanceof RuntimeException, $e->getMessage() !== '');
    foreach (['a', 7, 'twice'] as $key) {
        echo $key, ' ', get_class($e->errors[$key]), ' ', $e->errors[$key]->getMessage(), "\n";
    }
    echo count($e->errors), "\n";
}
?>
--EXPECT--
bool(true)
bool(true)
a DomainException one
7 LengthException two
twice Pokio\Exceptions\FutureAlreadyAwaited The promise has already been resolved.
3
