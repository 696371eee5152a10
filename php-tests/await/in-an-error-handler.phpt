--TEST--
await works in an error handler, in the caller and in a task
--EXTENSIONS--
pokio
--FILE--
<?php
set_error_handler(function (int $level, string $message) {
    echo await(async(fn () => "handled: $message\n"));
    return true;
});
trigger_error('in the caller');
await(async(function () { trigger_error('in a task'); }));
?>
--EXPECT--
handled: in the caller
handled: in a task
