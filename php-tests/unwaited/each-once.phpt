--TEST--
A promise that is dropped runs once, awaited or not, chained or not
--FILE--
<?php
$awaited = async(fn () => print("awaited\n"));
await($awaited);
unset($awaited);
async(fn () => print("chained\n"))->then(fn () => print("then\n"))->finally(fn () => print("finally\n"));
$run = Pokio\UnwaitedFutureManager::instance();
$run->run();
$run->run();
echo "end of script\n";
?>
--EXPECT--
awaited
chained
then
finally
end of script
