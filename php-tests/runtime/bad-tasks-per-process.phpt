--TEST--
A senseless pokio.tasks_per_process gets a warning at the start, and the default
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach (['-1', 'many'] as $value) {
    run('var_dump(await([async(fn () => 1), async(fn () => 2)]) === [1, 2]);', "-d pokio.tasks_per_process=$value");
}
?>
--EXPECTREGEX--
(?:\s*Warning: .*pokio\.tasks_per_process must be a number of tasks, or 0 for any number; 1 is used.*
bool\(true\)
exit status 0){2}
