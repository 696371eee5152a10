--TEST--
A fiber that is destroyed while it waits in a chain runs finally blocks, and neither catch nor then
--EXTENSIONS--
pokio
--FILE--
<?php
pokio()->useSync();
(function () {
    $fiber = new Fiber(function () {
        async(function () { try { Fiber::suspend(); } finally { echo "finally\n"; } })
            ->catch(function () { echo "catch ran\n"; })
            ->then(function () { echo "then ran\n"; })
            ->resolve();
    });
    $fiber->start();
})();
echo "end\n";
?>
--EXPECT--
finally
end
