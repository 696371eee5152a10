--TEST--
The script's own uncaught exception: tasks that run come to their end before the program's
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    async(function () {
        usleep(200_000);
        echo "task ends\n";
    });
    throw new LogicException('in the script');
    PHP);
?>
--EXPECTF--
%AFatal error: Uncaught LogicException: in the script in %s:%d
%A
task ends
exit status 255
