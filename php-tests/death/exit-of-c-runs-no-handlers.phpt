--TEST--
C's exit() in a task runs no handler, neither the caller's nor the task's
--EXTENSIONS--
ffi
posix
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

// Each handler waits forever, as some libraries' do.
run(<<<'PHP'
    $c = FFI::cdef('void exit(int); int pause(void); int on_exit(int (*handler)(void), void *argument);');
    $c->on_exit($c->pause, null);
    var_dump(await(async(fn () => $c->exit(3))));
    var_dump(await(async(function () use ($c) {
        $c->on_exit($c->pause, null);
        $c->exit(3);
    })));
    echo "the caller goes on\n";
    posix_kill(getmypid(), 9);
    PHP, '-d ffi.enable=1');
?>
--EXPECTF--
NULL
NULL
the caller goes on
exit status %d
