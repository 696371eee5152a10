--TEST--
When an unawaited promise throws at the end, the other tasks still run to their end
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    async(fn () => throw new DomainException('nobody awaits me'));
    async(function () {
        usleep(200_000);
        echo "the other task ends\n";
    });
    PHP);
?>
--EXPECTREGEX--
(?=(?s:.*)Uncaught DomainException: nobody awaits me)(?=(?s:.*)the other task ends)(?s:.*)exit status 255
