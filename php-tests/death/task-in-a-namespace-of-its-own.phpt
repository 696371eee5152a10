--TEST--
A task that is the first process of a new namespace runs, and may change its user
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
if (! function_exists('pcntl_unshare') || ! defined('CLONE_NEWPID') || posix_getuid() !== 0) {
    die('skip needs pcntl_unshare() and root');
}
if (! @pcntl_unshare(CLONE_NEWPID)) {
    die('skip no new namespace can be made here');
}
?>
--FILE--
<?php
pcntl_unshare(CLONE_NEWPID);
// The caller stays outside: seen from the task, its parent has no number.
var_dump(await(async(fn () => [getmypid(), posix_getppid(), posix_setuid(65534), posix_getuid()])));
?>
--EXPECT--
array(4) {
  [0]=>
  int(1)
  [1]=>
  int(0)
  [2]=>
  bool(true)
  [3]=>
  int(65534)
}
