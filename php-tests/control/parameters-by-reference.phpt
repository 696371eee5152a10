--TEST--
Closures that take their arguments by reference are called without a warning, as PHP's callbacks of one argument are
--EXTENSIONS--
pokio
--FILE--
<?php
$task = function (int &$item, string &$key) {
    $item *= 10;
    $key .= '!';
    Pokio\send($item);

    return "$key $item";
};
$receiver = function (int &$message, string &$key) {
    $message++;
    $key .= '?';
    echo "$key $message\n";
};
$all = function (&...$given) {
    $given[0]++;

    return $given[0];
};
$items = ['a' => 1];
$generator = fn () => yield from $items;
foreach ([$items, $generator()] as $input) {
    foreach ([0, 1] as $tasks) {
        echo implode(Pokio\map($input, $task, tasksPerProcess: $tasks, onMessage: $receiver)), "\n";
        $input = $items;
    }
}
echo await(async(fn () => 1)->then($all)), "\n";
echo implode(Pokio\map([1], $all)), ' ', $items['a'], "\n";
?>
--EXPECT--
a? 11
a! 10
a? 11
a! 10
a? 11
a! 10
a? 11
a! 10
2
2 1
