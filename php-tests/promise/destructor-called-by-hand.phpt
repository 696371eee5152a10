--TEST--
Calling __destruct() starts the promise, which can still be awaited once
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = async(function () { echo "ran\n"; return 'value'; });
$promise->__destruct();
$promise->__destruct();
echo await($promise), "\n";
Pokio\UnwaitedFutureManager::instance()->run();
unset($promise);
echo "end\n";
?>
--EXPECT--
ran
value
end
