--TEST--
A death is TaskDied for Pokio\await(), and null for the global await() unless pokio.died is "throw"
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$die = fn () => async(fn () => exit(3));
var_dump(await($die()), $die()->resolve(), $die()(), await(['k' => $die()]));
try {
    Pokio\await(['k' => $die()]);
} catch (Pokio\Exceptions\TaskDied $e) {
    var_dump($e->exitCode);
}
ini_set('pokio.died', 'throw');
foreach ([fn () => await($die()), fn () => $die()->resolve(), fn () => $die()()] as $call) {
    try {
        $call();
        echo "null\n";
    } catch (Pokio\Exceptions\TaskDied $e) {
        var_dump($e->exitCode);
    }
}
ini_set('pokio.died', 'quiet');
var_dump(await($die()));
?>
--EXPECT--
NULL
NULL
NULL
array(1) {
  ["k"]=>
  NULL
}
int(3)
int(3)
int(3)
int(3)
NULL
