--TEST--
What the tests of this folder show without fork, the polyfill does as well
--FILE--
<?php
require __DIR__ . '/again.inc';
again(
    escapeshellarg(PHP_BINARY) . ' -n -d auto_prepend_file=' . escapeshellarg(__DIR__ . '/../../polyfill/bootstrap.php'),
    '// Not held by the polyfill.',
);
?>
--EXPECT--
compared
