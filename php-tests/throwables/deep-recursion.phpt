--TEST--
A throwable from 2,000 calls deep has its whole trace
--EXTENSIONS--
pokio
--FILE--
<?php
function down(int $n) { if ($n === 0) { throw new Exception('bottom'); } return down($n - 1); }
try {
    await(async(fn () => down(2000)));
} catch (Exception $e) {
    var_dump(substr_count($e->getTraceAsString(), 'down('));
}
?>
--EXPECT--
int(2001)
