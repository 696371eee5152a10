--TEST--
Promises that a task does not await run before its end is reported
--FILE--
<?php
var_dump(await(async(function () {
    async(function () {
        echo "dropped\n";
        async(fn () => print("made by the dropped one\n"));
    });
    $GLOBALS['kept'] = async(fn () => print("kept\n"));
    echo "closure ends\n";

    return 'value';
})));
?>
--EXPECT--
closure ends
dropped
kept
made by the dropped one
string(5) "value"
