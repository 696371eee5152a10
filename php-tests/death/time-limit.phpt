--TEST--
A task that exceeds its time limit resolves to null
--INI--
display_errors=0
--FILE--
<?php
var_dump(await(async(function () {
    set_time_limit(1);
    for (; ; ) {
    }
})));
echo "the caller goes on\n";
?>
--EXPECT--
NULL
the caller goes on
