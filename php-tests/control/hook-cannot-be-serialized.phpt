--TEST--
A hook cannot be serialized
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    serialize(Pokio\atFork());
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
Serialization of 'Pokio\Hook' is not allowed
