--TEST--
A task that a signal ends is written to the error log once, unless log_errors is off
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach (['1', '0'] as $on) {
    $log = tempnam(sys_get_temp_dir(), 'pokio');
    run(<<<'PHP'
        $promise = async(fn () => posix_kill(posix_getpid(), 15));
        var_dump(await($promise), await(async(fn () => exit(3))));
        PHP, "-d display_errors=0 -d log_errors=$on -d error_log=$log");
    echo file_get_contents($log), "--\n";
    unlink($log);
}
?>
--EXPECTF--
NULL
NULL
exit status 0
[%s] pokio: The task was killed by signal 15 (SIGTERM)
--
NULL
NULL
exit status 0
--
