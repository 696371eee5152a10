--TEST--
await works in the handler of uncaught exceptions
--EXTENSIONS--
pokio
--FILE--
<?php
set_exception_handler(function (Throwable $e) { echo await(async(fn () => "handled by a task: {$e->getMessage()}\n")); });
throw new Exception('uncaught');
?>
--EXPECT--
handled by a task: uncaught
