--TEST--
exit with a text prints the text and resolves to null
--FILE--
<?php
var_dump(await(async(function () {
    exit("printed by exit\n");
})));
?>
--EXPECT--
printed by exit
NULL
