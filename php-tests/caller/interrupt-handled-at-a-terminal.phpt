--TEST--
Ctrl-C at a terminal reaches a caller with a handler and each of its tasks once; tasks without the handler end, the caller continues
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
    pcntl_async_signals(true);
    $caller = getmypid();
    $handled = false;
    pcntl_signal(SIGINT, function () use ($caller, &$handled) {
        $handled = true;
        echo getmypid() === $caller ? "handled by the caller\n" : "handled by a task\n";
    });
    $with = function () use (&$handled) {
        echo "ready\n";
        for ($i = 0; ! $handled && $i < 3000; $i++) {
            usleep(10_000);
        }

        return 'goes on';
    };
    $without = function () {
        pcntl_signal(SIGINT, SIG_DFL);
        echo "ready\n";
        sleep(90);
    };
    echo json_encode(await([async($with), async($with), async($without)])), "\n";
    echo await(async(fn () => 'the caller goes on')), "\n";
    PHP, 3);
sort($lines);
echo implode("\n", $lines), "\n";
?>
--EXPECT--
The terminal is as it was.
["goes on","goes on",null]
handled by a task
handled by a task
handled by the caller
ready
ready
ready
status 0
the caller goes on
