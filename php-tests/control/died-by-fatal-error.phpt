--TEST--
A task that a fatal error ends is TaskDied with the error's text, file and line
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
needs_memory_limit();
?>
--INI--
display_errors=0
log_errors=0
memory_limit=64M
--FILE--
<?php
try {
    Pokio\all([17 => Pokio\async(function () {
        $size = 128 << 20;

        return str_repeat('x', $size);
    }, name: 'resize')]);
} catch (Pokio\Exceptions\TaskDied $e) {
    echo $e->getMessage(), "\n";
    var_dump($e->exitCode, $e->signal, str_ends_with($e->getMessage(), ": $e->fatalError"));
}
?>
--EXPECTF--
Task 'resize' (key 17) ended with a fatal error: Allowed memory size of 67108864 bytes exhausted%s(tried to allocate %d bytes) in %sdied-by-fatal-error.php:6
int(255)
NULL
bool(true)
