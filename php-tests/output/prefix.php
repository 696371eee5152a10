<?php
use Pokio\Output;

Pokio\await(Pokio\async(fn () => print("one\n\ntwo\nunfinished"), name: 'resize', output: Output::Prefix));
Pokio\map(['a' => 1, 'b' => 2], fn (int $item) => print("item $item\n"), concurrency: 1, output: Output::Prefix);
Pokio\settle([7 => Pokio\async(fn () => print("named\n"), name: 'name')], output: Output::Prefix);
Pokio\await(Pokio\async(fn () => print(getmypid() . "\n"), output: Output::Prefix));
Pokio\settle([1 => fn () => print("key\n")], output: Output::Prefix);
?>
