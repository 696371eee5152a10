--TEST--
exit in a step ends the task: no later step runs, the promise gives null
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(await(
    async(fn () => 1)
        ->then(function () { exit(0); })
        ->catch(function () { echo "catch ran\n"; })
        ->finally(function () { echo "finally ran\n"; })
        ->then(function () { echo "then ran\n"; })
));
?>
--EXPECT--
NULL
