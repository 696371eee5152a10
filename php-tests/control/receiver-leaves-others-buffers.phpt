--TEST--
A receiver of messages of a task in a fiber leaves the buffers alone that others have begun meanwhile
--FILE--
<?php
use function Pokio\async;
use function Pokio\await;

pokio()->useSync();
$begin = function (): Fiber {
    $task = function () {
        Fiber::suspend();
        echo "the task\n";
        Pokio\send(1);
        Fiber::suspend();
    };
    $fiber = new Fiber(fn () => await(async($task, onMessage: function () { echo "the receiver\n"; })));
    $fiber->start();

    return $fiber;
};
$fiber = $begin();
ob_start();
echo "mine\n";
$fiber->resume();
$fiber->resume();
echo json_encode(ob_get_clean()), "\n";
echo ob_get_level(), "\n";

// Buffers of the task's own: what the receiver prints comes after them.
ob_start();
await(async(function () {
    echo ob_get_level(), "\n";
    ob_start();
    echo "buffered\n";
    Pokio\send('in a buffer');
    $text = ob_get_clean();
    echo "between\n";
    Pokio\send('in none');
    echo 'at last: ', $text;
    ob_start();
    Pokio\send('in one that is left open');
}, onMessage: function ($message) { echo "<$message>\n"; }));
echo json_encode(ob_get_level()), "\n";
ob_end_flush();
echo json_encode(ob_get_clean()), "\n";
?>
--EXPECT--
"mine\nthe task\nthe receiver\n"
0
"1\nbetween\n<in a buffer>\n<in none>\nat last: buffered\n<in one that is left open>\n2\n"
