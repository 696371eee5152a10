--TEST--
The text of exhausted memory in a task goes to the error log, once
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$log = tempnam(sys_get_temp_dir(), 'pokio');
run(<<<'PHP'
    var_dump(await(async(fn () => strlen(str_repeat('x', 256 << 20)))));
    PHP, "-d memory_limit=64M -d display_errors=0 -d log_errors=1 -d error_log=$log");
echo file_get_contents($log);
unlink($log);
?>
--EXPECTF--
NULL
exit status 0
[%s] PHP Fatal error:  Allowed memory size of 67108864 bytes exhausted%r( at \S+:\d+)?%r (tried to allocate %d bytes) in %s
