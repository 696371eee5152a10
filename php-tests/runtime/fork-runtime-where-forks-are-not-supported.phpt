--TEST--
Where the process cannot fork without harm, no way to ask for it forks
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    var_dump(Pokio\Environment::supportsFork());
    try {
        $future = (new Pokio\Runtime\Fork\ForkRuntime(2))->defer(fn () => getmypid());
        var_dump(get_class($future), $future->await() === getmypid());
    } catch (LogicException $e) {
        echo $e->getMessage(), "\n";
    }
    PHP;
run($program, '-d disable_functions=pcntl_fork');
run($program, '-d disable_functions=pcntl_fork -d pokio.runtime=fork');
?>
--EXPECT--
bool(false)
string(29) "Pokio\Runtime\Sync\SyncFuture"
bool(true)
exit status 0
bool(false)
Fork is not supported on this environment.
exit status 0
