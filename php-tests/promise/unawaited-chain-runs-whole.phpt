--TEST--
Destroying the end of a chain runs all of it
--EXTENSIONS--
pokio
--FILE--
<?php
async(function () { echo "closure\n"; throw new Exception; })
    ->then(function () { echo "then\n"; })
    ->catch(function () { echo "catch\n"; })
    ->finally(function () { echo "finally\n"; });
Pokio\UnwaitedFutureManager::instance()->run();
echo "end\n";
?>
--EXPECT--
closure
catch
finally
end
