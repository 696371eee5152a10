--TEST--
After 3,000 tasks of all kinds the caller is as it was: memory, descriptors, mappings, processes
--EXTENSIONS--
pokio
--SKIPIF--
<?php
is_readable('/proc/self/maps') || die('skip needs /proc');
?>
--FILE--
<?php
require dirname(__DIR__) . '/support/php.inc';

exec(php(escapeshellarg(__DIR__ . '/soak.php') . ' --short') . ' 2>&1 </dev/null', $lines, $status);
echo implode("\n", $lines), "\nexit status $status\n";
?>
--EXPECTF--
%A1,500 tasks singly: resident %i KB, php %i KB, descriptors %d, mappings %d, memory file 0
%A1,500 tasks in batches of 50: resident %i KB, php %i KB, descriptors %d, mappings %d, memory file 0
200 results of 100 KB together: %d MB of values, %d MB of memory at most (bound %d MB), %f s
passed after %d s, with %d tasks at once
exit status 0
