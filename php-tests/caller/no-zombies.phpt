--TEST--
However tasks end, no process is left behind
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
if (! is_dir('/proc/self')) {
    die('skip needs /proc');
}
?>
--INI--
display_errors=0
memory_limit=64M
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$ends = [
    fn () => 1,
    fn () => str_repeat('x', 4 << 20),
    fn () => throw new Exception('thrown'),
    fn () => exit(1),
    fn () => posix_kill(getmypid(), SIGKILL),
    fn () => str_repeat('x', 1 << 30),
];
foreach ($ends as $end) {
    for ($i = 0; $i < 5; $i++) {
        try {
            await(async($end));
        } catch (Exception) {
        }
    }
    async($end)->catch(fn () => 1);
    await(array_map(fn () => async($end)->catch(fn () => 1), range(1, 10)));
}
Pokio\UnwaitedFutureManager::instance()->run();
// Those that have done their work are collected beside the program.
for ($i = 0; $i < 500 && children() !== []; $i++) {
    usleep(10_000);
}
var_dump(children());
?>
--EXPECT--
array(0) {
}
