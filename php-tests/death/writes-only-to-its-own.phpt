--TEST--
Whatever a task writes over its memory, what its caller's other tasks send and return is theirs
--EXTENSIONS--
pokio
ffi
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
if (! is_readable('/proc/self/maps')) die('skip needs /proc');
?>
--INI--
ffi.enable=1
error_log=/dev/null
--FILE--
<?php
$folder = sys_get_temp_dir() . '/pokio-own-' . getmypid();
mkdir($folder);
$wait = function (string ...$names) use ($folder) {
    foreach ($names as $name) {
        while (! file_exists("$folder/$name")) {
            usleep(1_000);
        }
    }
};
// Writes over all shared memory that it may write to, once the others have begun. Its
// caller may see what is no message and kill it in the middle: its lock says that it ended.
$wild = function () use ($folder, $wait) {
    $wait('begun');
    $alive = fopen("$folder/alive", 'c');
    flock($alive, LOCK_EX);
    touch("$folder/writes");
    $memory = FFI::cdef('void *memset(void *, int, size_t);');
    foreach (file('/proc/self/maps') as $line) {
        if (preg_match('/^(\w+)-(\w+) rw-s /', $line, $match)) {
            $address = $memory->new('uintptr_t');
            $address->cdata = hexdec($match[1]);
            $memory->memset($memory->cast('void *', $address), 127, hexdec($match[2]) - hexdec($match[1]));
        }
    }
    posix_kill(getmypid(), SIGKILL);
};
$sends = function (int|string $what) use ($folder, $wait) {
    Pokio\send("$what before");
    touch("$folder/begun");
    $wait('writes');
    flock(fopen("$folder/alive", 'c'), LOCK_EX);
    Pokio\send("$what after");

    return "$what returned";
};
$again = fn () => array_map(unlink(...), glob("$folder/*"));
$received = [];
$receive = function (string $message) use (&$received) {
    $received[] = $message;
};

echo "-- tasks with a process each\n";
$outcomes = Pokio\settle(['one' => fn () => $sends('one'), 'wild' => $wild], onMessage: $receive);
echo $outcomes['one']->value, $outcomes['wild']->status === Pokio\Status::Fulfilled ? ', wild, too' : '', "\n";
$again();

echo "-- a stream in whose middle a task runs\n";
$stream = Pokio\stream([1, 2, 3], fn (int $i) => $i === 3 ? $sends($i) : "$i returned", concurrency: 1, onMessage: $receive);
echo $stream->current(), "\n";
$beside = Pokio\settle([$wild]);
echo $beside[0]->status->name, "\n";
for ($stream->next(); $stream->valid(); $stream->next()) {
    echo $stream->current(), "\n";
}
echo implode(', ', $received), "\n";
$again();
rmdir($folder);
?>
--EXPECT--
-- tasks with a process each
one returned
-- a stream in whose middle a task runs
1 returned
Died
2 returned
3 returned
one before, one after, 3 before, 3 after
