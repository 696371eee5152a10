--TEST--
When await of an array throws, what its other promises throw has been met, in the caller and in a task
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    $fails = fn (string $text, int $us = 0) => async(function () use ($text, $us) {
        usleep($us);
        throw new DomainException($text);
    });
    $two = function () use ($fails) {
        try {
            await([$fails('one'), $fails('two', 20_000), async(fn () => print("three\n"))]);
        } catch (DomainException $e) {
            return $e->getMessage();
        }
    };
    echo $two() . "\n";
    Pokio\UnwaitedFutureManager::instance()->run();
    echo await(async($two)) . "\n";
    PHP;
foreach (['', '-d pokio.tasks_per_process=0', '-d pokio.runtime=sync'] as $settings) {
    ob_start();
    run($program, $settings);
    $lines = explode("\n", trim(ob_get_clean()));
    sort($lines);
    echo implode(', ', $lines), "\n";
}
?>
--EXPECT--
exit status 0, one, one, three, three
exit status 0, one, one, three, three
exit status 0, one, one, three, three
