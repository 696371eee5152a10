<?php
$before = function (string $text) {
    echo str_repeat("$text\n", 300_000);
    fwrite(STDERR, "error of $text\n");
};
$tasks = [
    'exit' => function () use ($before) { $before('exit'); exit(3); },
    'killed' => function () use ($before) { $before('killed'); posix_kill(getmypid(), 9); },
    'fatal' => function () use ($before) { $before('fatal'); ini_set('display_errors', '0'); str_repeat('x', 1 << 30); },
];
foreach (Pokio\settle($tasks, output: Pokio\Output::Capture) as $key => $outcome) {
    echo $key, ': ', $outcome->status->name, "\n";
    var_dump($outcome->output === str_repeat("$key\n", 300_000), $outcome->errorOutput);
    var_dump($outcome->error->output === $outcome->output, $outcome->error->errorOutput === $outcome->errorOutput);
}
try {
    Pokio\await(Pokio\async($tasks['exit'], output: Pokio\Output::Capture));
} catch (Pokio\Exceptions\TaskDied $died) {
    var_dump(strlen($died->output), $died->errorOutput, $died->exitCode);
}
?>
