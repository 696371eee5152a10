--TEST--
The options have one spelling everywhere
--EXTENSIONS--
pokio
--FILE--
<?php
$options = ['concurrency' => 2, 'timeout' => 20.0, 'deadline' => 30.0];
$more = ['output' => Pokio\Output::Inherit, 'onMessage' => fn () => null];
$items = [1, 2];
$task = fn (int $n = 3) => $n;
echo json_encode([
    Pokio\map(...$options, ...$more, items: $items, task: $task, tasksPerProcess: 1),
    iterator_to_array(Pokio\stream(...$options, ...$more, items: $items, task: $task, ordered: true, settle: false, tasksPerProcess: 3)),
    Pokio\all(...$options, tasks: [$task]),
    Pokio\any(...$options, tasks: [$task]),
    Pokio\race(...$options, tasks: [$task]),
    Pokio\settle(...$options, ...$more, tasks: [$task])[0]->value,
    Pokio\await(promises: Pokio\async(...$more, callback: $task, name: 'n', timeout: 20.0), timeout: 20.0),
    Pokio\done(promise: async($task)->finally(fn () => null)),
    Pokio\cancel(),
    Pokio\send(message: 1),
]), "\n";
?>
--EXPECT--
[[1,2],[1,2],[3],3,3,3,3,false,0,null]
