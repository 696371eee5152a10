--TEST--
Tasks that return big strings start and are awaited when hardly a descriptor is left, also while results are unread
--EXTENSIONS--
posix
--FILE--
<?php
ini_set('memory_limit', '512M');
$string = fn (int $i) => str_repeat(chr(65 + $i), (2 << 20) + $i);
// As many as run at once.
foreach ([1, 2] as $round) {
    $got = await(array_map(fn (int $i) => async(fn () => $string($i)), range(0, 5)));
    var_dump($got === array_map($string, range(0, 5)));
}
unset($got);
// What has been sent is unread, and its files stay open.
$unread = array_map(fn (int $i) => async(fn () => $string($i)), range(0, 5));
foreach ($unread as $promise) {
    $promise->defer();
}
while (count(glob('/proc/self/task/*/children')) && trim(file_get_contents('/proc/self/task/' . getmypid() . '/children')) !== '') {
    await(async(fn () => usleep(10_000)));
}
posix_setrlimit(POSIX_RLIMIT_NOFILE, 64, 64) || die("The limit cannot be set.");
for ($taken = []; $file = @fopen('/dev/null', 'r'); $taken[] = $file);
// What one task takes, but for a file of its own.
do {
    array_pop($taken);
    try {
        $starts = await(async(fn () => true));
    } catch (RuntimeException) {
        $starts = false;
    }
} while (! $starts);
var_dump(await(async(fn () => $string(9))) === $string(9));
var_dump(await([async(fn () => $string(7)), async(fn () => $string(8))]) === [$string(7), $string(8)]);
var_dump(array_map(await(...), $unread) === array_map($string, range(0, 5)));
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
