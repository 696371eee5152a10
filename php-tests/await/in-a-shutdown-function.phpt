--TEST--
await works in shutdown functions, after exit and after a fatal error
--EXTENSIONS--
pokio
--FILE--
<?php
register_shutdown_function(function () {
    echo await(async(fn () => "first shutdown function\n"));
    register_shutdown_function(function () { echo implode(await([async(fn () => "second "), async(fn () => "shutdown function\n")])); });
});
echo "exiting\n";
exit(0);
?>
--EXPECT--
exiting
first shutdown function
second shutdown function
