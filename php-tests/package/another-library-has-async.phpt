--TEST--
Another library's async() wins with pokio.functions=off, and the extension's with on
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = sprintf(<<<'PHP'
    require %s;

    // In a file of its own a program says which async() it means.
    use function Pokio\{async as task, await as wait};

    echo (new ReflectionFunction('async'))->isInternal() ? "the extension's" : async('a job'), "\n";
    echo wait(task(fn () => "from a task\n"));
    PHP, var_export(__DIR__ . '/project/autoload.php', true));
foreach (['off', 'on'] as $value) {
    run($program, "-d pokio.functions=$value");
}
?>
--EXPECT--
a job, queued by the library
from a task
exit status 0
the extension's
from a task
exit status 0
