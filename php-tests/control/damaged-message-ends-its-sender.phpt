--TEST--
A task that sends what is no message is killed, its promise says that it cannot be read, and nobody waits for it
--EXTENSIONS--
pokio
ffi
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
if (! is_readable('/proc/self/maps')) die('skip needs /proc');
?>
--INI--
ffi.enable=1
pokio.grace=30
error_log=/dev/null
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
$memory = FFI::cdef('void *memset(void *, int, size_t);');
// Writes over the channel by which it sends, and never ends.
$endless = function (bool $again) use ($memory) {
    foreach (file('/proc/self/maps') as $line) {
        if (preg_match('/^(\w+)-(\w+) rw-s /', $line, $match) && hexdec($match[2]) - hexdec($match[1]) === 65536) {
            $address = $memory->new('uintptr_t');
            $address->cdata = hexdec($match[1]);
            $memory->memset($memory->cast('void *', $address), 127, 64);
        }
    }
    Pokio\send('after');
    while (true) {
        $again ? Pokio\send(str_repeat('more', 10_000)) : usleep(1_000);
    }
};
$receive = fn () => print("a message\n");
foreach ([false, true] as $again) {
    foreach (['await', 'Pokio\await'] as $await) {
        $promise = Pokio\async(fn () => $endless($again), onMessage: $receive);
        $promise->defer();
        try {
            $await($promise);
        } catch (RuntimeException $e) {
            echo $e->getMessage(), "\n";
        }
    }
    // The others of a call have their outcomes.
    $outcomes = Pokio\settle(['wild' => fn () => $endless($again), 'other' => fn () => 'value'], onMessage: $receive);
    echo $outcomes['wild']->status->name, ' ', $outcomes['wild']->key, ' ', $outcomes['other']->value, "\n";
}
// In processes of several items the others are done, too.
foreach (Pokio\stream(range(0, 9), fn (int $i) => $i === 4 ? $endless(true) : $i, settle: true, concurrency: 2, onMessage: $receive) as $i => $outcome) {
    echo $outcome->status === Pokio\Status::Fulfilled ? $outcome->value : "\n$i: {$outcome->error->getMessage()}\n";
}
echo "\n";
for ($i = 0; $i < 200 && children() !== []; $i++) {
    usleep(10_000);
    await(async(fn () => 1));
}
echo count(children()), " left\n";
// At the program's end it is a failure that nobody awaited.
run('$memory = FFI::cdef("void *memset(void *, int, size_t);"); Pokio\async(function () use ($memory) {
    foreach (file("/proc/self/maps") as $line) {
        if (preg_match("/^(\w+)-(\w+) rw-s /", $line, $match) && hexdec($match[2]) - hexdec($match[1]) === 65536) {
            $address = $memory->new("uintptr_t");
            $address->cdata = hexdec($match[1]);
            $memory->memset($memory->cast("void *", $address), 127, 64);
        }
    }
    while (true) {
        Pokio\send(str_repeat("more", 10_000));
    }
}, onMessage: fn () => 1)->defer(); echo "the end\n";', '-d ffi.enable=1 -d display_errors=1');
?>
--EXPECTF--
The result of a task could not be read: a message that the task sent is invalid, or PHP cannot unserialize it here
The result of a task could not be read: a message that the task sent is invalid, or PHP cannot unserialize it here
Failed wild value
The result of a task could not be read: a message that the task sent is invalid, or PHP cannot unserialize it here
The result of a task could not be read: a message that the task sent is invalid, or PHP cannot unserialize it here
Failed wild value
0123
4: The result of a task could not be read: a message that the task sent is invalid, or PHP cannot unserialize it here
56789
0 left
the end
%aThe result of a task could not be read: a message that the task sent is invalid, or PHP cannot unserialize it here%a
exit status 255
