--TEST--
A fatal error in the script: tasks that run come to their end before the program's
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    async(function () {
        usleep(200_000);
        echo "task ends\n";
    });
    eval('final class A {} class B extends A {}');
    PHP);
?>
--EXPECTF--
%AFatal error: Class B %s final class %s
task ends
exit status 255
