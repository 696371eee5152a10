--TEST--
await works in a shutdown function that a fatal error led to
--EXTENSIONS--
pokio
--FILE--
<?php
register_shutdown_function(function () { echo 'shutdown: ', await(async(fn () => 'value')), "\n"; });
undefined_function();
?>
--EXPECTF--

Fatal error: Uncaught Error: Call to undefined function undefined_function() in %s
Stack trace:
#0 {main}
  thrown in %s on line %d
shutdown: value
