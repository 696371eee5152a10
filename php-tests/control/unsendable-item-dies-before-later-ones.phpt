--TEST--
In an ordered stream an item with a process of its own dies after a later one has ended
--EXTENSIONS--
pokio
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$closures = (function () {
    yield function () {
        usleep(200_000);
        posix_kill(getmypid(), 9);
    };
    yield fn () => 'later';
})();
$before = getrusage();
foreach (Pokio\stream($closures, fn (Closure $item) => $item(), settle: true, concurrency: 2) as $key => $outcome) {
    echo $key, ' ', $outcome->status->name, "\n";
}
$after = getrusage();
$used = ($after['ru_utime.tv_sec'] - $before['ru_utime.tv_sec']) * 1_000_000 + $after['ru_utime.tv_usec'] - $before['ru_utime.tv_usec'];
echo $used < 150_000 ? 'sleeps' : "looked for $used microseconds", " meanwhile\n";
?>
--EXPECT--
0 Died
1 Fulfilled
sleeps meanwhile
