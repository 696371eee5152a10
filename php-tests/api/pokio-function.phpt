--TEST--
pokio() gives a Pokio, a readonly class with nothing in it
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(get_class(pokio()), pokio()->useSync(), pokio()->useFork());
try {
    pokio()->anything = 1;
} catch (Error $e) {
    echo get_class($e), "\n";
}
?>
--EXPECT--
string(11) "Pokio\Pokio"
NULL
NULL
Error
