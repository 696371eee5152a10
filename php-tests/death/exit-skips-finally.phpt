--TEST--
exit in a task runs neither its catch nor its finally blocks, nor the rest of the chain
--FILE--
<?php
var_dump(await(
    async(function () {
        try {
            exit;
        } catch (Throwable) {
            echo "catch\n";
        } finally {
            echo "finally\n";
        }
    })
        ->then(fn () => print("then\n"))
        ->catch(fn () => print("catch\n"))
        ->finally(fn () => print("finally\n"))
));
?>
--EXPECT--
NULL
