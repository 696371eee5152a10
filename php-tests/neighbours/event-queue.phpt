--TEST--
What a task does with an event queue of the caller's (epoll) does not change the caller's
--EXTENSIONS--
curl
ffi
--SKIPIF--
<?php
require __DIR__ . '/skip.inc';
needs_fork();
PHP_OS_FAMILY === 'Linux' || die('skip of Linux');
PHP_INT_SIZE === 8 || die('skip the structures are of 64 bits');
--INI--
ffi.enable=1
--FILE--
<?php
$libc = FFI::cdef('
    struct event { uint32_t events; uint64_t data; } __attribute__((packed));
    int epoll_create1(int flags);
    int epoll_ctl(int queue, int change, int descriptor, struct event *event);
    int epoll_wait(int queue, struct event *events, int most, int milliseconds);
    int pipe(int *ends);
    ssize_t write(int descriptor, const char *bytes, size_t count);
');
$curl = curl_init(); // from here on event queues are looked for
$queue = $libc->epoll_create1(0);
$ends = $libc->new('int[2]');
$libc->pipe(FFI::addr($ends[0]));
$event = $libc->new('struct event');
$event->events = 1;
var_dump($libc->epoll_ctl($queue, 1, $ends[0], FFI::addr($event)));
await([
    async(fn () => $libc->epoll_ctl($queue, 2, $ends[0], null)),
    async(fn () => $libc->epoll_wait($queue, FFI::addr($event), 1, 0)),
]);
$libc->write($ends[1], 'x', 1);
var_dump($libc->epoll_wait($queue, FFI::addr($event), 1, 0));
--EXPECT--
int(0)
int(1)
