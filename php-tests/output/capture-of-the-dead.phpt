--TEST--
What a task wrote before it died is in its outcome and in the exception
--EXTENSIONS--
posix
--INI--
error_log=/dev/null
display_errors=1
html_errors=0
memory_limit=64M
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
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
--EXPECT--
exit: Died
bool(true)
string(14) "error of exit
"
bool(true)
bool(true)
killed: Died
bool(true)
string(16) "error of killed
"
bool(true)
bool(true)
fatal: Died
bool(true)
string(15) "error of fatal
"
bool(true)
bool(true)
int(1500000)
string(14) "error of exit
"
int(3)
