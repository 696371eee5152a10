<?php
use Pokio\Output;

ob_start();
Pokio\map(['a' => 1, 'b' => 2], function (int $item) { echo "it"; echo "em $item\n\nunfinished"; }, output: Output::Prefix);
Pokio\await(Pokio\async(fn () => print("named\n"), name: 'name', output: Output::Prefix));
Pokio\await(Pokio\async(fn () => print("number\n"), output: Output::Prefix));
Pokio\settle([fn () => print("nowhere\n")], output: Output::Discard);
echo str_replace(getmypid(), 'number', ob_get_clean());
?>
