--TEST--
Ctrl-C at a terminal ends the caller and its tasks at once, as it ends any program, and leaves the terminal as it was
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../support/terminal.inc';
skip_unless_terminal();
?>
--FILE--
<?php
require __DIR__ . '/../support/terminal.inc';

$lines = interrupted(<<<'PHP'
    $tasks = array_map(fn () => async(function () {
        echo 'ready ' . getmypid() . "\n";
        sleep(90);
        echo "a task goes on\n";
    }), range(1, 3));
    register_shutdown_function(fn () => print("a shutdown function\n"));
    await($tasks);
    echo "the caller goes on\n";
    PHP, 3);

$tasks = preg_grep('/^ready/', $lines);
echo count($tasks), " tasks were ready.\n", implode("\n", array_diff($lines, $tasks)), "\n";
foreach ($tasks as $line) {
    $task = (int) substr($line, 6);
    for ($i = 0; posix_kill($task, 0) && $i < 500; $i++) {
        usleep(10_000);
    }
    echo $i < 500 ? "A task has ended.\n" : "A task goes on.\n";
}
?>
--EXPECT--
The terminal is as it was.
3 tasks were ready.
status 130
A task has ended.
A task has ended.
A task has ended.
