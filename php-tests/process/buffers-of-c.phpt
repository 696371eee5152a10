--TEST--
What C's own output functions have buffered comes out once, the caller's and the task's
--EXTENSIONS--
ffi
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    $c = FFI::cdef('int printf(const char *text, ...); void exit(int);');
    $c->printf("caller before\n");
    var_dump(await(async(fn () => $c->printf("task\n"))));
    var_dump(await(async(function () use ($c) {
        $c->printf("task that exits\n");
        $c->exit(0);
    })));
    var_dump(await([async(fn () => $c->printf("of an array\n")), async(fn () => 1)]));
    $c->printf("caller after\n");
    PHP, '-d ffi.enable=1');
?>
--EXPECT--
caller before
task
int(5)
task that exits
NULL
of an array
array(2) {
  [0]=>
  int(12)
  [1]=>
  int(1)
}
caller after
exit status 0
