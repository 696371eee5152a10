--TEST--
A promise that throws after the script's exit(3) makes the status 255
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    $kept = async(fn () => throw new DomainException('nobody awaits me'));
    exit(3);
    PHP);
?>
--EXPECTF--
%AFatal error: Uncaught DomainException: nobody awaits me in %s:%d
%A
exit status 255
