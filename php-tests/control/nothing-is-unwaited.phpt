--TEST--
What a call started is never unwaited: it ends with the call
--EXTENSIONS--
pokio
--FILE--
<?php
$seen = tempnam(sys_get_temp_dir(), 'unw');
(function () use ($seen) {
    $promises = [fn () => 'won', async(function () use ($seen) {
        usleep(200_000);
        file_put_contents($seen, 'went on');
        throw new DomainException('uncaught');
    })];
    echo Pokio\race($promises), "\n";
})();
Pokio\UnwaitedFutureManager::instance()->run();
usleep(300_000);
var_dump(file_get_contents($seen));
unlink($seen);
?>
--EXPECT--
won
string(0) ""
