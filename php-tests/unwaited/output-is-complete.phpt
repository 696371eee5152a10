--TEST--
What the script has buffered at its end comes out once, although tasks run then
--FILE--
<?php
ob_start();
echo "buffered by the script\n";
ob_start();
echo "at two levels\n";
$promises = [async(fn () => print("task\n")), async(fn () => exit)];
?>
--EXPECT--
task
buffered by the script
at two levels
