--TEST--
A throwable that was caught and thrown again arrives with the trace of its origin
--EXTENSIONS--
pokio
--FILE--
<?php
function origin(string $what) { throw new RuntimeException($what); }
try {
    await(async(function () {
        try {
            origin('thrown again');
        } catch (RuntimeException $e) {
            throw $e;
        }
    }));
} catch (RuntimeException $e) {
    echo $e->getLine(), ' ', $e->getTrace()[0]['function'], ' ', $e->getTrace()[0]['line'], "\n";
}
?>
--EXPECT--
2 origin 6
