--TEST--
What C's own output functions have buffered as a process of several items ends comes out
--EXTENSIONS--
ffi
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    final class SaysGoodbye
    {
        public function __destruct()
        {
            FFI::cdef('int printf(const char *text, ...);')->printf("goodbye\n");
        }
    }
    echo json_encode(Pokio\map([1, 2], function (int $n) {
        static $object;
        $object ??= new SaysGoodbye;

        return $n;
    }, concurrency: 1)), "\n";
    PHP, '-d ffi.enable=1');
?>
--EXPECT--
goodbye
[1,2]
exit status 0
