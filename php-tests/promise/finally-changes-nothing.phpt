--TEST--
finally() runs on a value and on a throwable, without arguments, and its return value is dropped
--EXTENSIONS--
pokio
--FILE--
<?php
$note = function () { echo 'finally with ', func_num_args(), " arguments\n"; return 'dropped'; };
var_dump(await(async(fn () => 'kept')->finally($note)));
try {
    await(async(fn () => throw new Exception('thrown'))->finally($note));
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
finally with 0 arguments
string(4) "kept"
finally with 0 arguments
thrown
