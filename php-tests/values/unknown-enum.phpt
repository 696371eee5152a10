--TEST--
A case of an enum that only the task knows is thrown, never another value
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    var_dump(@await(async(function () { eval('enum OnlyThere { case One; }'); return ['case' => OnlyThere::One]; })));
} catch (Exception $e) {
    echo "refused\n";
}
echo await(async(fn () => "next\n"));
?>
--EXPECT--
refused
next
