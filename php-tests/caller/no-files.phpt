--TEST--
Results, big ones too, use no file in the folders for temporary files or shared memory
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
if (! is_file('/proc/self/maps')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$folder = sys_get_temp_dir() . '/pokio-' . getmypid();
mkdir($folder);
run(<<<'PHP'
    // The files with a name that the caller has mapped or open while results wait to be read.
    function files(): array
    {
        $maps = preg_grep('~ (/tmp|/var/tmp|/dev/shm|/run)/~', file('/proc/self/maps'));
        $open = preg_grep('~^(/tmp|/var/tmp|/dev/shm|/run)/~', array_map(fn ($fd) => (string) @readlink($fd), glob('/proc/self/fd/*')));

        return array_filter([...$maps, ...$open], fn ($file) => ! str_contains($file, '.so') && ! str_ends_with(trim($file), '(deleted)'));
    }

    $before = files();
    $promises = array_map(fn (int $i) => async(fn () => str_repeat('x', $i << 18)), range(0, 7));
    foreach ($promises as $promise) {
        $promise->defer();
    }
    await($promises[7]);
    $while = files();
    var_dump(array_diff($while, $before), array_sum(array_map(strlen(...), await(array_slice($promises, 0, 7)))));
    var_dump(scandir(getenv('TMPDIR')));
    await(async(fn () => posix_kill(getmypid(), SIGKILL)));
    var_dump(scandir(getenv('TMPDIR')));
    PHP, '', "TMPDIR=$folder ");
rmdir($folder);
?>
--EXPECT--
array(0) {
}
int(5505024)
array(2) {
  [0]=>
  string(1) "."
  [1]=>
  string(2) ".."
}
array(2) {
  [0]=>
  string(1) "."
  [1]=>
  string(2) ".."
}
exit status 0
