--TEST--
Without fork, what PHP prints is prefixed or discarded
--INI--
pokio.runtime=sync
--FILE--
<?php
use Pokio\Output;

ob_start();
Pokio\map(['a' => 1, 'b' => 2], function (int $item) { echo "it"; echo "em $item\n\nunfinished"; }, output: Output::Prefix);
Pokio\await(Pokio\async(fn () => print("named\n"), name: 'name', output: Output::Prefix));
Pokio\await(Pokio\async(fn () => print("number\n"), output: Output::Prefix));
Pokio\settle([fn () => print("nowhere\n")], output: Output::Discard);
echo str_replace(getmypid(), 'number', ob_get_clean());
?>
--EXPECT--
[a] item 1
[a] 
[a] unfinished
[b] item 2
[b] 
[b] unfinished
[name] named
[number] number
