--TEST--
disable_functions=pcntl_fork means that nothing forks
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    var_dump(Pokio\Environment::supportsFork(), get_class(Pokio\Kernel::instance()->runtime()));
    var_dump(await(async(fn () => getmypid())) === getmypid());
    foreach ([pokio(), Pokio\Kernel::instance()] as $object) {
        try {
            $object->useFork();
        } catch (LogicException $e) {
            echo $e->getMessage(), "\n";
        }
    }
    PHP, '-d disable_functions=exec,pcntl_fork,system');
?>
--EXPECT--
bool(false)
string(30) "Pokio\Runtime\Sync\SyncRuntime"
bool(true)
Fork is not supported on this environment.
Fork is not supported on this environment.
exit status 0
