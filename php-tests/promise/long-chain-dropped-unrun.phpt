--TEST--
A chain of 5,000 steps that is forgotten is destroyed without overflowing the stack
--EXTENSIONS--
pokio
--FILE--
<?php
pokio()->useSync();
$promise = async(fn () => 0);
for ($i = 0; $i < 5000; $i++) {
    $promise = $promise->finally(function () {});
}
unset($promise);
Pokio\UnwaitedFutureManager::instance()->flush();
echo "still here\n";
?>
--EXPECT--
still here
