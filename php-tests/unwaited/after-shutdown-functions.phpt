--TEST--
A promise that is still held when the script ends runs after the shutdown functions
--FILE--
<?php
register_shutdown_function(fn () => print("shutdown function\n"));
$promise = async(fn () => print("promise\n"));
echo "end of script\n";
?>
--EXPECT--
end of script
shutdown function
promise
