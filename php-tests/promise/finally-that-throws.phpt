--TEST--
What finally() throws replaces a value, and carries a replaced throwable as its previous one
--EXTENSIONS--
pokio
--FILE--
<?php
$fail = fn () => throw new LogicException('cleanup failed');
foreach ([fn () => 'lost value', fn () => throw new RuntimeException('first failure')] as $closure) {
    try {
        await(async($closure)->finally($fail));
    } catch (LogicException $e) {
        echo $e->getMessage(), ', previous: ', $e->getPrevious()?->getMessage() ?? 'none', "\n";
    }
}
?>
--EXPECT--
cleanup failed, previous: none
cleanup failed, previous: first failure
