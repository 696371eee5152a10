--TEST--
A string of many megabytes arrives where PHP's own allocator is not in use
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run('$got = await(async(fn () => str_repeat("abc", 2_000_000)));
    $got .= "d";
    var_dump($got === str_repeat("abc", 2_000_000) . "d");', '', 'USE_ZEND_ALLOC=0 ');
?>
--EXPECT--
bool(true)
exit status 0
