--TEST--
The text of a task's fatal error goes to the error log, once
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$log = tempnam(sys_get_temp_dir(), 'pokio');
run(<<<'PHP'
    var_dump(await(async(function () {
        eval('final class A {} class B extends A {}');
    })));
    PHP, "-d display_errors=0 -d log_errors=1 -d error_log=$log");
echo file_get_contents($log);
unlink($log);
?>
--EXPECTF--
NULL
exit status 0
[%s] PHP Fatal error:  Class B %s final class %s
