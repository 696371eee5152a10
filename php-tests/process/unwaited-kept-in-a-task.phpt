--TEST--
A task's unawaited promise that throws does not keep another one, held in a global, from running
--FILE--
<?php
await(async(function () {
    async(fn () => throw new LogicException('nobody awaits me'));
    $GLOBALS['kept'] = async(fn () => print("kept\n"));
}));
echo "awaited\n";
?>
--EXPECTF--
%AFatal error: Uncaught LogicException: nobody awaits me in %s:%d
%A
kept
awaited
