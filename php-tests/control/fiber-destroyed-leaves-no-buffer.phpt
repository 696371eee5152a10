--TEST--
A fiber that is destroyed in the middle of a task leaves no buffer behind, and what it wrote is shown
--FILE--
<?php
use Pokio\Output;
use function Pokio\async;
use function Pokio\await;

pokio()->useSync();
$receiver = function () { echo "received\n"; };
foreach ([[Output::Inherit, $receiver], [Output::Capture, null], [Output::Prefix, null], [Output::Discard, $receiver]] as [$output, $receiver]) {
    echo "-- {$output->name}\n";
    $task = function () {
        echo "in the task\n", 'half a line';
        try {
            Fiber::suspend();
        } finally {
            echo ", its end\n";
        }
    };
    $fiber = new Fiber(fn () => await(async($task, name: 'task', output: $output, onMessage: $receiver)));
    $fiber->start();
    unset($fiber);
    echo ob_get_level(), "\n";

    // Another's buffer above stays, with what is in it.
    $fiber = new Fiber(fn () => await(async(fn () => Fiber::suspend(), name: 'task', output: $output, onMessage: $receiver)));
    $fiber->start();
    ob_start();
    echo "mine\n";
    unset($fiber);
    $mine = json_encode(ob_get_clean());
    echo $mine, "\n";
    while (ob_get_level() > 0) {
        ob_end_flush();
    }
}
?>
--EXPECT--
-- Inherit
in the task
half a line, its end
0
"mine\n"
-- Capture
in the task
half a line, its end
0
"mine\n"
-- Prefix
[task] in the task
[task] half a line, its end
0
"mine\n"
-- Discard
0
"mine\n"
