--TEST--
A promise cannot be serialized, unserialized or written into
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = async(fn () => 1);
foreach ([
    fn () => serialize($promise),
    fn () => unserialize('O:13:"Pokio\Promise":0:{}'),
    function () use ($promise) { $promise->pid = 1; },
    fn () => $promise->future,
] as $attempt) {
    try {
        $attempt();
        echo "accepted\n";
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
var_dump(await($promise));
?>
--EXPECTF--
Exception: Serialization of 'Pokio\Promise' is not allowed
Exception: Unserialization of 'Pokio\Promise' is not allowed
Error: Cannot access private property Pokio\Promise::$pid
Error: Cannot access private property Pokio\Promise::$future
int(1)
