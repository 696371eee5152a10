--TEST--
Captured output is in the exceptions of tasks
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    Pokio\map(['k' => 1], function () {
        echo 'so far';
        usleep(2_000_000);
    }, timeout: 1.0, output: Pokio\Output::Capture);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    var_dump($e->output, $e->errorOutput);
}
try {
    Pokio\map(['k' => 1], fn () => usleep(2_000_000), timeout: 1.0);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    var_dump($e->output, $e->errorOutput);
}
?>
--EXPECT--
string(6) "so far"
string(0) ""
NULL
NULL
