--TEST--
A case of an enum that only the task knows is thrown, never another value
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    var_dump(@await(async(function () { eval('enum OnlyThere { case One; }'); return ['case' => OnlyThere::One]; })));
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
echo await(async(fn () => "next\n"));
?>
--EXPECT--
The result of a task could not be read: unserialize() refuses it, PHP's warning says why
next
