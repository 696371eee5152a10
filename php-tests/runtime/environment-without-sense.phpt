--TEST--
Senseless FORK_IO_FACTOR and FORK_MEM_PER_PROC never make maxProcesses() throw or give less than one
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$wrong = [];
foreach (['', '0', '-1', 'abc', '1e3', '99999999999999999999', '-99999999999999999999'] as $factor) {
    foreach (['', '0', '-1', 'abc', '99999999999999999999'] as $memory) {
        $output = shell_exec("FORK_IO_FACTOR=$factor FORK_MEM_PER_PROC=$memory " . php('-r "echo Pokio\\\\Environment::maxProcesses();"'));
        if (! is_numeric($output) || (int) $output < 1) {
            $wrong["$factor, $memory"] = $output;
        }
    }
}
var_dump($wrong);
?>
--EXPECT--
array(0) {
}
