--TEST--
Parameters can be unpacked from an array with string keys
--EXTENSIONS--
pokio
--FILE--
<?php
echo await(...['promises' => async(...['callback' => fn () => 'unpacked'])]), "\n";
echo call_user_func_array('await', ['promises' => call_user_func_array('async', ['callback' => fn () => 'called by name'])]), "\n";
?>
--EXPECT--
unpacked
called by name
