--TEST--
A task in a search that does not end is killed after the grace
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
$record = record();
echo limited(function () use ($record) {
    note($record, (string) getmypid());
    ini_set('pcre.jit', '0');
    ini_set('pcre.backtrack_limit', '-1');
    preg_match('/(a+)+$/', str_repeat('a', 80).'b');
}, grace: 0.2), "\n";
var_dump(gone((int) wait_for($record)));
?>
--EXPECT--
timed out
bool(true)
