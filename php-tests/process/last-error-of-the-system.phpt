--TEST--
A task begins without an error of the system
--EXTENSIONS--
posix
--FILE--
<?php
await(async(fn () => 1));
var_dump(await(async(fn () => posix_errno())), await([async(fn () => 1), async(fn () => posix_errno())]));
?>
--EXPECT--
int(0)
array(2) {
  [0]=>
  int(1)
  [1]=>
  int(0)
}
