--TEST--
What the caller has buffered is in no captured output, and what a task writes is in no buffer of the caller's
--FILE--
<?php
ob_start();
echo 'pending';
[$outcome] = Pokio\settle([fn () => print('of the task')], output: Pokio\Output::Capture);
echo ' and more';
$buffer = ob_get_clean();
var_dump($outcome->output, $buffer);
?>
--EXPECT--
string(11) "of the task"
string(16) "pending and more"
