--TEST--
all() of promises that had been started: one dies after another has ended
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
$dies = async(function () {
    usleep(300_000);
    posix_kill(getmypid(), 9);
});
$ends = async(fn () => 'value');
$dies->defer();
$ends->defer();
$before = getrusage();
try {
    Pokio\all(['ends' => $ends, 'dies' => $dies]);
} catch (Pokio\Exceptions\TaskDied $e) {
    echo $e->key, ' ', $e->signal, "\n";
}
$after = getrusage();
$used = ($after['ru_utime.tv_sec'] - $before['ru_utime.tv_sec']) * 1_000_000 + $after['ru_utime.tv_usec'] - $before['ru_utime.tv_usec'];
echo $used < 150_000 ? 'slept' : "looked for $used microseconds", " meanwhile\n";
echo await($ends), "\n";
?>
--EXPECT--
dies 9
slept meanwhile
value
