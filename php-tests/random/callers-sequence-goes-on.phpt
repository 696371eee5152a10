--TEST--
Tasks draw nothing from their caller's sequence, without fork neither
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/numbers.inc';
$code = <<<'PHP'
mt_srand(42);
mt_rand();
await(async(function () { mt_rand(); mt_srand(1); @lcg_value(); }));
echo mt_rand();
PHP;
mt_srand(42);
mt_rand();
$expected = (string) mt_rand();
var_dump(printed($code) === $expected, printed($code, '-d pokio.runtime=sync') === $expected);
?>
--EXPECT--
bool(true)
bool(true)
