--TEST--
What a task flushes by hand is captured, and nothing of it is shown
--EXTENSIONS--
pokio
--FILE--
<?php
$task = function () {
    ob_start();
    echo 'one ';
    ob_flush();
    flush();
    echo 'two ';
    ob_end_flush();
    echo 'three';
};
foreach (Pokio\settle([$task, $task], output: Pokio\Output::Capture) as $outcome) {
    var_dump($outcome->output);
}
?>
--EXPECT--
string(13) "one two three"
string(13) "one two three"
