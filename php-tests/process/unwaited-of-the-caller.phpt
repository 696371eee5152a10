--TEST--
A task does not run the promises that the caller has not awaited
--FILE--
<?php
$dropped = async(fn () => print("dropped\n"));
unset($dropped);
$kept = async(fn () => print("kept\n"));
await([async(fn () => 1), async(fn () => exit)]);
Pokio\UnwaitedFutureManager::instance()->run();
await([async(fn () => 1), async(fn () => exit), async(function () {
    unset($GLOBALS['kept']);
})]);
echo "end of script\n";
?>
--EXPECT--
dropped
end of script
kept
