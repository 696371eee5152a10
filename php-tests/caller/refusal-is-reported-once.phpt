--TEST--
A refusal that the program has caught is not thrown a second time when the promise goes
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    $open = [];
    while ($stream = @fopen('/dev/null', 'r')) {
        $open[] = $stream;
    }
    try {
        await([async(fn () => 'value')]);
    } catch (RuntimeException $e) {
        echo $e->getMessage(), "\n";
    }
    echo "the program goes on\n";
    PHP, '', 'ulimit -n 64; ');
?>
--EXPECTF--
pokio cannot start a task: %s
the program goes on
exit status 0
