--TEST--
A senseless pokio.functions gets a warning at the start, and the default
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run('var_dump(ini_get("pokio.functions"), function_exists("async"), function_exists("await"));', '-d pokio.functions=some');
?>
--EXPECTF--
%AWarning: %Apokio.functions must be on or off; on is used%A
string(2) "on"
bool(true)
bool(true)
exit status 0
