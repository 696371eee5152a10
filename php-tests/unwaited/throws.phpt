--TEST--
What an unawaited promise throws is uncaught: the program ends with 255
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    register_shutdown_function(fn () => print("shutdown function\n"));
    async(fn () => throw new DomainException('nobody awaits me'));
    echo "end of script\n";
    PHP);
?>
--EXPECTF--
end of script
shutdown function

Fatal error: Uncaught DomainException: nobody awaits me in %s:%d
%A
exit status 255
