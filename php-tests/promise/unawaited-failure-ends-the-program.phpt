--TEST--
What an unawaited promise throws is an uncaught exception of the program
--EXTENSIONS--
pokio
--FILE--
<?php
$held = async(fn () => throw new DomainException('nobody awaits this'));
register_shutdown_function(function () { echo "shutdown function\n"; });
echo "end of script\n";
?>
--EXPECTF--
end of script
shutdown function

Fatal error: Uncaught DomainException: nobody awaits this in %sunawaited-failure-ends-the-program.php:2
Stack trace:
%a
  thrown in %sunawaited-failure-ends-the-program.php on line 2
