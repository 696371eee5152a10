--TEST--
After run() has thrown what a task threw, the program may continue and end well
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    async(fn () => throw new DomainException('thrown in a task'));
    async(fn () => 1);
    $manager = Pokio\UnwaitedFutureManager::instance();
    try {
        $manager->run();
    } catch (DomainException $e) {
        echo 'caught: ', $e->getMessage(), "\n";
    }
    $manager->run();
    var_dump(await(async(fn () => 'value')));
    PHP);
?>
--EXPECT--
caught: thrown in a task
string(5) "value"
exit status 0
