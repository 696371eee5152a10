--TEST--
An unawaited promise that throws is reported by the process that made it, not by one forked by hand
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    async(fn () => throw new DomainException('nobody awaits me'));
    $worker = pcntl_fork();
    if ($worker === 0) {
        exit(4);
    }
    pcntl_waitpid($worker, $status);
    echo "the worker's status: ", pcntl_wexitstatus($status), "\n";
    PHP);
?>
--EXPECTF--
the worker's status: 4

Fatal error: Uncaught DomainException: nobody awaits me in %s:%d
%A
exit status 255
