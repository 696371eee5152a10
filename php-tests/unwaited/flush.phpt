--TEST--
flush() forgets the unawaited promises: what they throw is not reported
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    async(fn () => throw new DomainException('forgotten'));
    Pokio\UnwaitedFutureManager::instance()->flush();
    echo "end of script\n";
    PHP);
run(<<<'PHP'
    pokio()->useSync();
    async(fn () => print("never run\n"));
    Pokio\UnwaitedFutureManager::instance()->flush();
    echo "end of script\n";
    PHP);
?>
--EXPECT--
end of script
exit status 0
end of script
exit status 0
