--TEST--
A task that forks by hand gives its own value, whichever copy comes back first
--EXTENSIONS--
pcntl
--FILE--
<?php
var_dump(await(async(function () {
    $copy = pcntl_fork();
    if ($copy !== 0) {
        pcntl_waitpid($copy, $status);
    }

    return $copy === 0 ? 'the copy' : 'the task';
})));
var_dump(await(async(function () {
    $copy = pcntl_fork();
    if ($copy === 0) {
        usleep(100_000);
    }

    return $copy === 0 ? 'the copy' : 'the task';
})));
// The copy comes back while the next task runs.
var_dump(await(async(function () {
    usleep(300_000);

    return 'the next one';
})));
?>
--EXPECT--
string(8) "the task"
string(8) "the task"
string(12) "the next one"
