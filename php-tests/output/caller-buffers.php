<?php
ob_start();
echo 'pending';
[$outcome] = Pokio\settle([fn () => print('of the task')], output: Pokio\Output::Capture);
echo ' and more';
$buffer = ob_get_clean();
var_dump($outcome->output, $buffer);
?>
