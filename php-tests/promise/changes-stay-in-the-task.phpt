--TEST--
What a task writes to variables, statics and objects is not seen by the caller
--EXTENSIONS--
pokio
--FILE--
<?php
class Counter { public static int $count = 0; public int $own = 0; }
$counter = new Counter;
$byReference = 'caller';
$closure = function () use ($counter, &$byReference) {
    static $calls = 0;
    $byReference = 'task';
    return [++$calls, ++Counter::$count, ++$counter->own, $byReference];
};
echo json_encode(await(async($closure))), "\n";
echo json_encode(await(async($closure))), "\n";
echo json_encode([Counter::$count, $counter->own, $byReference]), "\n";
?>
--EXPECT--
[1,1,1,"task"]
[1,1,1,"task"]
[0,0,"caller"]
