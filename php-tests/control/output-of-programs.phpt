--TEST--
Captured output has what programs of the task write, and standard error beside it
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
[$outcome] = Pokio\settle([function () {
    echo "php\n";
    passthru('echo program; echo error >&2');
    fwrite(STDERR, "own error\n");
    exit(2);
}], output: Pokio\Output::Capture);
var_dump($outcome->output, $outcome->errorOutput, $outcome->error->output === $outcome->output);
?>
--EXPECT--
string(12) "php
program
"
string(16) "error
own error
"
bool(true)
