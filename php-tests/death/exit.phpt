--TEST--
exit in a task, with any status, resolves its promise to null
--FILE--
<?php
var_dump(await(async(fn () => exit)));
var_dump(await(async(fn () => exit(0))));
var_dump(await(async(fn () => exit(255))));
?>
--EXPECT--
NULL
NULL
NULL
