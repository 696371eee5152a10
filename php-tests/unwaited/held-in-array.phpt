--TEST--
Promises in an array run when the array goes
--FILE--
<?php
$promises = ['a' => async(fn () => print("a\n")), 'b' => [async(fn () => print("b\n"))]];
echo "array made\n";
$promises['a'] = null;
Pokio\UnwaitedFutureManager::instance()->run();
echo "a dropped\n";
unset($promises);
Pokio\UnwaitedFutureManager::instance()->run();
echo "b dropped\n";
?>
--EXPECT--
array made
a
a dropped
b
b dropped
