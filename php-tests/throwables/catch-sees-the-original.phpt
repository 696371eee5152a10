--TEST--
The handler gets the throwable itself, with closures and resources in its properties
--EXTENSIONS--
pokio
--FILE--
<?php
class Rich extends Exception { public $closure; public $stream; }
$original = new Rich('rich');
$original->closure = fn () => 'called';
$original->stream = STDERR;
echo await(async(fn () => throw $original)->catch(fn (Rich $e) => ($e->closure)() . ' ' . get_debug_type($e->stream) . ' ' . ($e === $original ? 'same' : 'copy'))), "\n";
?>
--EXPECT--
called resource (stream) same
