--TEST--
A task's name, or else its key, is the name of its process
--SKIPIF--
<?php is_readable('/proc/self/comm') || die('skip needs /proc'); ?>
--FILE--
<?php
$own = file_get_contents('/proc/' . getmypid() . '/comm');
$title = fn () => rtrim(file_get_contents('/proc/' . getmypid() . '/comm'), "\n");
echo Pokio\await(Pokio\async($title, name: 'resize')), "\n";
echo Pokio\await(Pokio\async($title, name: "a long name\nof two lines")), "\n";
echo implode("\n", Pokio\map(['a' => 1, 2 => 1], $title, tasksPerProcess: 1)), "\n";
// Processes that items share are called by the function.
echo implode("\n", Pokio\map([1, 2], $title, concurrency: 1)), "\n";
echo implode("\n", iterator_to_array(Pokio\stream([1], $title, concurrency: 1))), "\n";
// Without either it stays as it is.
var_dump(await(async(fn () => file_get_contents('/proc/' . getmypid() . '/comm'))) === $own);
var_dump(file_get_contents('/proc/' . getmypid() . '/comm') === $own);
?>
--EXPECT--
pokio:resize
pokio:a long na
pokio:a
pokio:2
pokio:map
pokio:map
pokio:stream
bool(true)
bool(true)
