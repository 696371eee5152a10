--TEST--
The last lines of a task that dies, or that nobody awaits, are shown
--EXTENSIONS--
posix
--INI--
error_log=/dev/null
--FILE--
<?php
use Pokio\Output;

Pokio\settle([
    'exit' => function () { echo "first\nlast"; exit(1); },
    'killed' => function () { echo "first\nlast"; posix_kill(getmypid(), 9); },
    'late' => function () { echo "first\n"; sleep(60); },
], concurrency: 1, timeout: 1.5, output: Output::Prefix);
$promise = Pokio\async(fn () => print('unwaited'), name: 'unwaited', output: Output::Prefix);
unset($promise);
echo "end of script\n";
?>
--EXPECT--
[exit] first
[exit] last
[killed] first
[killed] last
[late] first
end of script
[unwaited] unwaited
