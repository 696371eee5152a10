--TEST--
The text of a task's fatal error is printed once, and the caller continues
--FILE--
<?php
var_dump(await(async(function () {
    eval('final class A {} class B extends A {}');
})));
echo "the caller goes on\n";
?>
--EXPECTF--
Fatal error: Class B %s final class %s
NULL
the caller goes on
