--TEST--
With no descriptor left and no task to wait for, starting one throws a clear exception; later tasks work
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    $open = [];
    while ($stream = @fopen('/dev/null', 'r')) {
        $open[] = $stream;
    }
    $promise = async(fn () => 'value');
    try {
        var_dump(await($promise));
    } catch (RuntimeException $e) {
        echo $e->getMessage(), "\n";
    }
    $open = [];
    var_dump(await($promise));
    PHP, '', 'ulimit -n 64; ');
?>
--EXPECTF--
pokio cannot start a task: %s
string(5) "value"
exit status 0
