--TEST--
A cycle through a started promise is collected, and its task is waited for all the same
--FILE--
<?php
$node = new stdClass;
$node->promise = async(function () use ($node) {
    usleep(50_000);
    echo "task ends\n";
});
$node->promise->defer();
$weak = WeakReference::create($node);
unset($node);
gc_collect_cycles();
Pokio\UnwaitedFutureManager::instance()->run();
gc_collect_cycles();
var_dump($weak->get());
?>
--EXPECT--
task ends
NULL
