--TEST--
unserialize_callback_func is asked for unknown classes, as by unserialize()
--EXTENSIONS--
pokio
--INI--
unserialize_callback_func=load
--FILE--
<?php
function load(string $class): void { echo "asked for $class\n"; eval("class $class { public \$x; }"); }
$received = await(async(function () { eval('class Unheard { public $x = 1; }'); return new Unheard; }));
echo get_class($received), ' ', $received->x, "\n";
?>
--EXPECT--
asked for Unheard
Unheard 1
