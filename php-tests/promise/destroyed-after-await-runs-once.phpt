--TEST--
An awaited promise does not run again when it is destroyed
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = async(function () { echo "ran\n"; });
await($promise);
unset($promise);
Pokio\UnwaitedFutureManager::instance()->run();
echo "end\n";
?>
--EXPECT--
ran
end
