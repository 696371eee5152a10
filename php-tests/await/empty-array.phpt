--TEST--
await([]) gives an empty array
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(await([]));
?>
--EXPECT--
array(0) {
}
