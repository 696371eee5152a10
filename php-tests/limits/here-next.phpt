--TEST--
An interruption that comes as a call ends does not hit the next one
--SKIPIF--
<?php
if (! class_exists('Pokio\Exceptions\TaskTimedOut') && ! function_exists('Pokio\Internal\limit_tasks')) {
    die('skip needs time limits');
}
?>
--FILE--
<?php
require __DIR__.'/limits.inc';
for ($i = 0; $i < 300; $i++) {
    here(fn () => usleep(random_int(0, 2000)), 0.001);
    if (here(fn () => array_sum(range(1, 500)), 20) !== 'value 125250') {
        echo "hit\n";
    }
}
echo "done\n";
?>
--EXPECT--
done
