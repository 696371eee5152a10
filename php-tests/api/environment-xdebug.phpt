--TEST--
Without Xdebug there is no debug mode, whatever XDEBUG_MODE says
--EXTENSIONS--
pokio
--FILE--
<?php
putenv('XDEBUG_MODE=debug');
$method = new ReflectionMethod(Pokio\Environment::class, 'hasXdebugDebugMode');
var_dump(extension_loaded('xdebug') || $method->invoke(null) === false);
var_dump(extension_loaded('xdebug') || Pokio\Environment::supportsFork());
?>
--EXPECT--
bool(true)
bool(true)
