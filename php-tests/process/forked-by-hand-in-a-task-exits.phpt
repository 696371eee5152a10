--TEST--
A task that forks by hand and exits in both copies gives null, once
--EXTENSIONS--
pcntl
--FILE--
<?php
var_dump(await(async(function () {
    $copy = pcntl_fork();
    if ($copy !== 0) {
        pcntl_waitpid($copy, $status);
    }
    exit($copy === 0 ? 4 : 5);
})));
var_dump(await(async(function () {
    $copy = pcntl_fork();
    if ($copy !== 0) {
        pcntl_waitpid($copy, $status);

        return 'status ' . pcntl_wexitstatus($status);
    }
    exit(6);
})));
?>
--EXPECT--
NULL
string(8) "status 6"
