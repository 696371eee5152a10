--TEST--
However tasks end, no descriptor is left open that the first task did not need
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
if (! is_dir('/proc/self/fd')) {
    die('skip needs /proc');
}
?>
--INI--
display_errors=0
memory_limit=64M
--FILE--
<?php
await(async(fn () => 1));
$before = scandir('/proc/self/fd');
$ends = [
    fn () => 1,
    fn () => str_repeat('x', 4 << 20),
    fn () => throw new Exception('thrown'),
    fn () => pcntl_fork() === 0 ? 'copy' : 'task',
    fn () => exit(1),
    fn () => posix_kill(getmypid(), SIGKILL),
];
foreach ($ends as $end) {
    async($end)->catch(fn () => 1);
    await(array_map(fn () => async($end)->catch(fn () => 1), range(1, 10)));
    try {
        await(async($end));
    } catch (Exception) {
    }
}
Pokio\UnwaitedFutureManager::instance()->run();
var_dump(array_diff(scandir('/proc/self/fd'), $before));
?>
--EXPECT--
array(0) {
}
