--TEST--
Tasks of a call run at the same time, as many as concurrency says
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
foreach ([4, 1] as $concurrency) {
    $began = microtime(true);
    Pokio\map([1, 2, 3, 4], fn () => usleep(500_000), concurrency: $concurrency);
    var_dump(microtime(true) - $began < 1.75);
}
?>
--EXPECT--
bool(true)
bool(false)
