--TEST--
await works in the callback of an output buffer
--EXTENSIONS--
pokio
--FILE--
<?php
ob_start(fn (string $text) => $text === '' ? '' : await(async(fn () => strtoupper($text))));
echo "shouted by a task\n";
ob_end_flush();
echo "spoken by the caller\n";
?>
--EXPECT--
SHOUTED BY A TASK
spoken by the caller
