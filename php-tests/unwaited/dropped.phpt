--TEST--
A promise that is dropped starts at once and has run when run() returns
--FILE--
<?php
async(fn () => print("dropped\n"));
Pokio\UnwaitedFutureManager::instance()->run();
echo "after run\n";
?>
--EXPECT--
dropped
after run
