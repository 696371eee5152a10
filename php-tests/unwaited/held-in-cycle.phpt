--TEST--
A promise in a cycle runs when the cycle is collected
--FILE--
<?php
$node = new stdClass;
$node->self = $node;
$node->promise = async(fn () => print("promise\n"));
unset($node);
Pokio\UnwaitedFutureManager::instance()->run();
echo "not collected yet\n";
gc_collect_cycles();
Pokio\UnwaitedFutureManager::instance()->run();
echo "collected\n";
?>
--EXPECT--
not collected yet
promise
collected
