--TEST--
then, catch and finally run in the order in which they were chained
--EXTENSIONS--
pokio
--FILE--
<?php
await(
    async(function () { echo "closure\n"; })
        ->finally(function () { echo "finally 1\n"; })
        ->then(function () { echo "then 1\n"; throw new Exception; })
        ->finally(function () { echo "finally 2\n"; })
        ->catch(function () { echo "catch\n"; })
        ->then(function () { echo "then 2\n"; })
        ->finally(function () { echo "finally 3\n"; })
);
?>
--EXPECT--
closure
finally 1
then 1
finally 2
catch
then 2
finally 3
