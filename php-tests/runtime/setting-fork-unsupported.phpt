--TEST--
pokio.runtime=fork where nothing may fork: an exception when a promise starts, not before
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    try {
        $promise = async(fn () => 1);
        echo "made\n";
        await($promise);
    } catch (LogicException $e) {
        echo $e->getMessage(), "\n";
    }
    pokio()->useSync();
    var_dump(await($promise));
    PHP, '-d disable_functions=pcntl_fork -d pokio.runtime=fork');
?>
--EXPECT--
made
Fork is not supported on this environment.
int(1)
exit status 0
