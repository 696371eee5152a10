--TEST--
Where the system allows no further process at all, starting a task throws a clear exception; sync still works
--SKIPIF--
<?php
require __DIR__ . '/../support/limited.inc';
skip_unless_limited();
?>
--FILE--
<?php
require __DIR__ . '/../support/limited.inc';

limited(1, <<<'PHP'
    $promise = async(fn () => 'value');
    try {
        var_dump(await($promise));
    } catch (RuntimeException $e) {
        echo $e->getMessage(), "\n";
    }
    pokio()->useSync();
    var_dump(await($promise));
    PHP);
?>
--EXPECTF--
pokio cannot start a task: %s
string(5) "value"
exit status 0
