--TEST--
A senseless pokio.max_processes gets a warning at the start, and the default
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$code = 'var_dump(Pokio\Environment::maxProcesses() >= 1, ini_get("pokio.max_processes"), await(async(fn () => 1)));';
foreach (['-3', 'many', '1.5', '99999999999999999999'] as $value) {
    run($code, "-d pokio.max_processes=$value");
}
?>
--EXPECTREGEX--
(?:\s*Warning: .*pokio\.max_processes must be a number of processes, or 0 for automatic; 0 is used.*
bool\(true\)
string\(1\) "0"
int\(1\)
exit status 0){4}
