--TEST--
A string of many megabytes grows with huge pages, without PHP's allocator, and up to the memory limit
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$grow = '$s = await(async(fn () => str_repeat("x", 5 << 20)));
    for ($i = 0; $i < 5; $i++) { $s .= str_repeat("y", 1 << 20); }
    var_dump($s === str_repeat("x", 5 << 20) . str_repeat("y", 5 << 20));';

run($grow, '-d pokio.huge_pages=on');
run('$heap = range(1, 3_000_000);' . $grow, '-d pokio.huge_pages=on -d memory_limit=-1');
run($grow, '', 'USE_ZEND_ALLOC=0 ');
run($grow, '', 'USE_ZEND_ALLOC_HUGE_PAGES=1 ');
run($grow, '-d pokio.tasks_per_process=0');
// 5 MB fit, twice as much does not: that ends the program as PHP ends it.
run('ini_set("display_errors", 0); $s = await(async(fn () => str_repeat("x", 5 << 20))); echo strlen($s), "\n";
    register_shutdown_function(fn () => print(preg_replace("/( at \S+:\d+)? \(tried.*/", "", error_get_last()["message"]) . "\n"));
    for (;;) { $s .= str_repeat("y", 1 << 20); }', '-d memory_limit=12M');
?>
--EXPECT--
bool(true)
exit status 0
bool(true)
exit status 0
bool(true)
exit status 0
bool(true)
exit status 0
bool(true)
exit status 0
5242880
Allowed memory size of 12582912 bytes exhausted
exit status 255
