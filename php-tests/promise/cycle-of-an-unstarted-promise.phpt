--TEST--
A promise that is destroyed by the garbage collector before it started runs all the same
--EXTENSIONS--
pokio
--FILE--
<?php
class Owner { public $promise; }
(function () {
    $owner = new Owner;
    $owner->promise = async(function () use ($owner) { echo get_class($owner), "'s promise ran\n"; });
})();
gc_collect_cycles();
Pokio\UnwaitedFutureManager::instance()->run();
echo "end\n";
?>
--EXPECT--
Owner's promise ran
end
