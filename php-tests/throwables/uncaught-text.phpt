--TEST--
An uncaught throwable of a task is reported as any other, with its chain
--EXTENSIONS--
pokio
--FILE--
<?php
function inner() { throw new LogicException('first'); }
await(async(function () {
    try {
        inner();
    } catch (LogicException $e) {
        throw new RuntimeException('second', 0, $e);
    }
}));
?>
--EXPECTF--

Fatal error: Uncaught LogicException: first in %suncaught-text.php:2
Stack trace:
#0 %suncaught-text.php(5): inner()
%a
Next RuntimeException: second in %suncaught-text.php:7
Stack trace:
%a
  thrown in %suncaught-text.php on line 7
