--TEST--
Many more tasks may die than may run at once
--EXTENSIONS--
posix
pcntl
--INI--
pokio.max_processes=3
--FILE--
<?php
$outcomes = await(array_map(fn (int $i) => async(fn () => match ($i % 3) {
    0 => posix_kill(getmypid(), SIGKILL),
    1 => exit($i % 256),
    2 => posix_kill(getmypid(), SIGSEGV),
}), range(1, 200)));
var_dump(count($outcomes), array_filter($outcomes, is_string(...)));
var_dump(await(async(fn () => 'value')));
?>
--EXPECT--
int(200)
array(0) {
}
string(5) "value"
