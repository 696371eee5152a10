--TEST--
A generator that the caller has suspended does not run its finally block in a task
--FILE--
<?php
define('CALLER', getmypid());
$generator = (function () {
    try {
        yield 1;
        yield 2;
    } finally {
        echo 'finally in ', getmypid() === CALLER ? 'the caller' : 'a task', "\n";
    }
})();
$generator->current();
await(async(function () use (&$generator) {
    $generator = null;
}));
await(async(fn () => exit));
echo "tasks awaited\n";
?>
--EXPECT--
tasks awaited
finally in the caller
