--TEST--
The limit of await() holds while its promises wait for a place to run
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.max_processes=2
--FILE--
<?php
use Pokio\Exceptions\TaskTimedOut;

$others = [async(fn () => sleep(30)), async(fn () => sleep(30))];
$others[0]->defer();
$others[1]->defer();
$late = ['one' => fn () => async(fn () => 1), 'array' => fn () => array_map(fn () => async(fn () => sleep(30)), range(1, 5))];
foreach ($late as $name => $promises) {
    $start = microtime(true);
    try {
        Pokio\await($promises(), timeout: 0.5);
    } catch (TaskTimedOut $e) {
        echo "$name: ", $e->getMessage(), microtime(true) - $start < 15 ? '' : ', late', "\n";
    }
}
Pokio\cancel(...$others);
?>
--EXPECT--
one: The task had not ended after 0.5 seconds
array: Not all tasks had ended after 0.5 seconds
