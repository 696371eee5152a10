--TEST--
Callbacks of the caller's output buffers are called by the caller only
--FILE--
<?php
define('CALLER', getmypid());
foreach (['a', 'b', 'c'] as $name) {
    ob_start(fn (string $text) => "$name(" . (getmypid() === CALLER ? '' : 'TASK ') . "$text)");
    echo "$name ";
}
await([async(fn () => print('')), async(fn () => exit), async(fn () => flush())]);
?>
--EXPECT--
a(a b(b c(c )))
