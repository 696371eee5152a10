--TEST--
The two exceptions have their messages without being given any
--EXTENSIONS--
pokio
--FILE--
<?php
foreach ([Pokio\Exceptions\FutureAlreadyAwaited::class, Pokio\Exceptions\PromiseAlreadyStarted::class] as $class) {
    $e = new $class;
    echo get_parent_class($e), ' ', $e->getCode(), ': ', $e->getMessage(), "\n";
    var_dump($e->getLine(), basename($e->getFile()), $e->getPrevious(), unserialize(serialize($e)) == $e);
}
try {
    await(async(fn () => throw new Pokio\Exceptions\FutureAlreadyAwaited));
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), ' ', $e->getLine(), "\n";
}
?>
--EXPECT--
RuntimeException 0: The promise has already been resolved.
int(3)
string(14) "exceptions.php"
NULL
bool(true)
RuntimeException 0: The promise has already been started.
int(3)
string(14) "exceptions.php"
NULL
bool(true)
The promise has already been resolved. 8
