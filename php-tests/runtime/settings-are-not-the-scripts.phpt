--TEST--
The settings cannot be changed by the script
--INI--
pokio.max_processes=2
--FILE--
<?php
var_dump(ini_set('pokio.runtime', 'sync'), ini_get('pokio.runtime'));
var_dump(ini_set('pokio.max_processes', '9'), ini_get('pokio.max_processes'), Pokio\Environment::maxProcesses());
?>
--EXPECT--
bool(false)
string(4) "auto"
bool(false)
string(1) "2"
int(2)
