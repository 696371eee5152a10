--TEST--
Without a memory limit, a task that gets no memory from the system resolves to null, and the caller's own such end says no more than PHP does
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    class WithDestructor {
        function __destruct() { echo await(async(fn () => "destructor\n")); }
    }
    $kept = [new WithDestructor, async(fn () => 1), Pokio\Kernel::instance(), Pokio\UnwaitedFutureManager::instance()];
    $fill = function () {
        for ($all = []; ; ) {
            $all[] = str_repeat('x', 1 << 20);
        }
    };
    var_dump(await(async($fill)));
    var_dump(await(async(fn () => 'the caller goes on')));
    $fill();
    PHP, '-d memory_limit=-1 -d pokio.max_processes=2', 'ulimit -v 600000; ');
?>
--EXPECTF--
%AOut of memory%ANULL
string(18) "the caller goes on"
%AOut of memory%r( \(allocated \d+ bytes\)[^\n]*\nexit status 255|\nexit status 1)%r
