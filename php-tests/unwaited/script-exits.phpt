--TEST--
exit in the script: unawaited promises run, and the status is the script's
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    $kept = async(fn () => print("kept\n"));
    async(fn () => print("dropped\n"));
    Pokio\UnwaitedFutureManager::instance()->run();
    exit(3);
    PHP);
?>
--EXPECT--
dropped
kept
exit status 3
