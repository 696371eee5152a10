--TEST--
An ordinary user without any right beyond its own can run tasks
--SKIPIF--
<?php
require __DIR__ . '/../support/limited.inc';
skip_unless_limited();
?>
--FILE--
<?php
require __DIR__ . '/../support/limited.inc';

limited(100, <<<'PHP'
    var_dump(posix_getuid() !== 0, await([async(fn () => 1), async(fn () => strlen(str_repeat('x', 1 << 20)))]));
    PHP);
?>
--EXPECT--
bool(true)
array(2) {
  [0]=>
  int(1)
  [1]=>
  int(1048576)
}
exit status 0
