--TEST--
What parent() throws when an exception ends a stream is caught in its place, and has that one as the previous
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
Pokio\atFork(parent: fn () => throw new LogicException('of the hook'));
$function = function () {
    $stream = Pokio\stream([1, 2, 3], fn (int $n) => usleep($n === 1 ? 0 : 100_000));
    $stream->valid();
    throw new DomainException('of the function');
};
try {
    $function();
} catch (LogicException $e) {
    while ($e->getPrevious() instanceof LogicException && ! $e->getPrevious() instanceof DomainException) {
        $e = $e->getPrevious(); // one for each process
    }
    echo $e->getMessage(), ', before it ', $e->getPrevious()->getMessage(), "\n";
}
?>
--EXPECT--
of the hook, before it of the function
