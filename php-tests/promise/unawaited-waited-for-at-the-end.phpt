--TEST--
Promises still held, or destroyed late, are waited for after the shutdown functions
--EXTENSIONS--
pokio
--FILE--
<?php
register_shutdown_function(function () { echo "shutdown function\n"; });
$GLOBALS['held'] = async(function () { usleep(50000); echo "held promise\n"; });
echo "end of script\n";
?>
--EXPECT--
end of script
shutdown function
held promise
