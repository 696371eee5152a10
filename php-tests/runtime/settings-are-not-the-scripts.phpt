--TEST--
The settings cannot be changed by the script
--INI--
pokio.max_processes=2
--FILE--
<?php
var_dump(ini_set('pokio.runtime', 'sync'), ini_get('pokio.runtime'));
var_dump(ini_set('pokio.max_processes', '9'), ini_get('pokio.max_processes'), Pokio\Environment::maxProcesses());
var_dump(ini_set('pokio.functions', 'off'), ini_get('pokio.functions'), function_exists('async'));
?>
--EXPECT--
bool(false)
string(4) "auto"
bool(false)
string(1) "2"
int(2)
bool(false)
string(2) "on"
bool(true)
