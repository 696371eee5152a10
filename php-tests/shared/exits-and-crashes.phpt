--TEST--
A task that exits or is killed takes no other with it
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
$ends = [
    fn () => exit(3),
    fn () => posix_kill(getmypid(), SIGKILL),
    fn () => posix_kill(getmypid(), SIGTERM),
    fn () => pcntl_exec("/bin/true"),
];
$results = await(array_map(fn ($n) => async($n % 3 ? fn () => $n : $ends[$n % 4]), range(0, 59)));
$expected = array_map(fn ($n) => $n % 3 ? $n : null, range(0, 59));
var_dump($results === $expected);
?>
--EXPECT--
bool(true)
