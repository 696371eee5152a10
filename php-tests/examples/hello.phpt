--TEST--
Example: hello, three tasks in the time of one
--EXTENSIONS--
pokio
--INI--
pokio.max_processes=3
--FILE--
<?php
ob_start();
require __DIR__ . '/../../examples/hello.php';
$output = ob_get_flush();

preg_match_all('/process (\d+)/', $output, $processes);
var_dump(count(array_unique([...$processes[1], getmypid()])));

preg_match('/took ([\d.]+) seconds/', $output, $took);
var_dump($took[1] < 3);
?>
--EXPECTF--
Hello, Ada! This is process %d.
Hello, Grace! This is process %d.
Hello, Linus! This is process %d.
Three seconds of work took %f seconds.
int(4)
bool(true)
