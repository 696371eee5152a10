--TEST--
The place of a task that died is free for the next one
--EXTENSIONS--
posix
pcntl
--INI--
pokio.max_processes=1
--FILE--
<?php
$outcomes = await([
    async(fn () => exit),
    async(fn () => 'a'),
    async(fn () => posix_kill(getmypid(), SIGKILL)),
    async(fn () => 'b'),
]);
echo json_encode($outcomes), "\n";
?>
--EXPECT--
[null,"a",null,"b"]
