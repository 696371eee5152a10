--TEST--
With Output::Prefix each line begins with the task's name, or its key
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Output;

Pokio\await(Pokio\async(function () {
    echo 'one ';
    echo "line\nand another\n";
}, name: 'job', output: Output::Prefix));
Pokio\map(['k' => 1], function () {
    echo "by key\n";
}, output: Output::Prefix);
?>
--EXPECT--
[job] one line
[job] and another
[k] by key
