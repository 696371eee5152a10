--TEST--
catch() leaves a value as it is
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(await(async(fn () => null)->catch(fn () => 'handler')));
var_dump(await(async(fn () => 'value')->catch(fn () => 'handler')->then(fn ($v) => "$v goes on")));
?>
--EXPECT--
NULL
string(13) "value goes on"
