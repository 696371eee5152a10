--TEST--
What the caller had buffered, three levels deep, comes out once
--FILE--
<?php
ob_start();
echo '1 ';
ob_start();
echo '2 ';
ob_start();
echo '3 ';
await([async(fn () => 1), async(fn () => exit), async(fn () => throw new Exception)->catch(fn () => 2)]);
echo "4\n";
var_dump(ob_get_level());
?>
--EXPECT--
1 2 3 4
int(3)
