--TEST--
A project that is loaded before the script, by auto_prepend_file, changes nothing
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(
    'var_dump((new ReflectionFunction("async"))->isInternal(), (new ReflectionClass("Pokio\Promise"))->isInternal(), await(async(fn () => 5)), $asked ?? []);',
    '-d auto_prepend_file=' . escapeshellarg(__DIR__ . '/project/autoload.php'),
);
?>
--EXPECT--
bool(true)
bool(true)
int(5)
array(0) {
}
exit status 0
