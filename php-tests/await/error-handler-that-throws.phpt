--TEST--
What an error handler throws in a task is the task's failure
--EXTENSIONS--
pokio
--FILE--
<?php
set_error_handler(fn (int $level, string $message, string $file, int $line) => throw new ErrorException($message, 0, $level, $file, $line));
try {
    await(async(function () { return $undefined; }));
} catch (ErrorException $e) {
    echo $e->getMessage(), ' ', $e->getSeverity() === E_WARNING ? 'warning' : 'other', ' at line ', $e->getLine(), "\n";
}
?>
--EXPECT--
Undefined variable $undefined warning at line 4
