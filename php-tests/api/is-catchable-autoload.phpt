--TEST--
Asking whether a handler fits does not load its classes
--EXTENSIONS--
pokio
--FILE--
<?php
spl_autoload_register(function (string $class) { echo "loading $class\n"; });
var_dump(Pokio\Support\Reflection::isCatchable(fn (NotLoaded|AlsoNot $e) => 1, new Exception));
?>
--EXPECT--
bool(false)
