--TEST--
With the sync runtime too, a promise destroyed unawaited runs, at the latest at the end
--EXTENSIONS--
pokio
--FILE--
<?php
pokio()->useSync();
async(function () { echo "first, by run()\n"; });
Pokio\UnwaitedFutureManager::instance()->run();
async(function () { echo "second, at the end\n"; });
$held = async(function () { echo "third, at the end\n"; });
echo "end of script\n";
?>
--EXPECT--
first, by run()
end of script
second, at the end
third, at the end
