<?php
$task = function (int $item) {
    echo "item $item\n";
    if ($item === 2) {
        exit(1);
    }

    return $item;
};
foreach ([null, 1] as $share) {
    try {
        Pokio\map([1, 2], $task, concurrency: 1, tasksPerProcess: $share, output: Pokio\Output::Capture);
    } catch (Pokio\Exceptions\TaskDied $died) {
        var_dump($died->key, $died->output, $died->errorOutput);
    }
    foreach (Pokio\stream([1, 2, 3], $task, settle: true, tasksPerProcess: $share, output: Pokio\Output::Capture) as $key => $outcome) {
        echo $key, ' ', $outcome->status->name, ' ', json_encode([$outcome->output, $outcome->errorOutput]), "\n";
    }
    var_dump(Pokio\map([4, 5], $task, tasksPerProcess: $share, output: Pokio\Output::Capture));
}
?>
