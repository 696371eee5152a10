--TEST--
The trace is whole also when the program dies by a fatal error
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/trace.inc';
$events = events('await(async(fn () => 1)); ini_set("memory_limit", "8M"); str_repeat("x", 100 << 20);');
var_dump(count(tasks($events)), array_unique(array_column($events, 'ph')) !== []);
?>
--EXPECT--
int(1)
bool(true)
