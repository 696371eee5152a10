--TEST--
Values of tasks that run arrive although the program closes every descriptor above 2
--EXTENSIONS--
pokio
ffi
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
if (PHP_OS_FAMILY !== 'Linux') die('skip Linux knows a child by its number, too');
if (preg_match('~/portable/.*libpokio~', file_get_contents('/proc/self/maps'))) die('skip the portable build has a pipe alone');
if (preg_match('~/debug(-php)?/.*libpokio~', file_get_contents('/proc/self/maps'))) die('skip Rust ends a debug build whose descriptors somebody else has closed');
?>
--INI--
ffi.enable=1
--FILE--
<?php
$c = FFI::cdef('int close(int number);');
$go = tempnam(sys_get_temp_dir(), 'pokio');
$task = function () use ($go) {
    while (file_exists($go)) {
        usleep(1000);
        clearstatcache();
    }
    return 'value';
};
$promises = [async($task), async($task)];
array_map(fn ($promise) => $promise->defer(), $promises);
for ($number = 3; $number < 1024; $number++) {
    $c->close($number);
}
// They run, and nobody takes them for dead.
var_dump(Pokio\done($promises[0]));
unlink($go);
echo implode(' ', await($promises)), "\n";
echo await(async(fn () => 'and the next')), "\n";
?>
--EXPECT--
bool(false)
value value
and the next
