--TEST--
A senseless pokio.runtime gets a warning at the start, and the default
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run('var_dump(ini_get("pokio.runtime"), await(async(fn () => getmypid())) === getmypid());', '-d pokio.runtime=threads');
?>
--EXPECTF--
%AWarning: %Apokio.runtime must be auto, fork or sync; auto is used%A
string(4) "auto"
bool(false)
exit status 0
