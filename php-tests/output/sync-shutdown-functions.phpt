--TEST--
Without fork, what shutdown functions print after a task has ended the program is not the task's output
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
foreach (['Capture', 'Discard', 'Prefix'] as $output) {
    foreach (['exit;', 'trigger_error("the end", E_USER_ERROR);'] as $end) {
        echo "-- $output, $end\n";
        run('
            register_shutdown_function(function () {
                echo "shutdown ";
                echo "function\n";
            });
            Pokio\settle(["n" => function () { echo "line\nunfinished"; ' . $end . ' }], output: Pokio\Output::' . $output . ');
        ', '-d pokio.runtime=sync -d error_reporting=24575 -d display_errors=1 -d log_errors=0 -d html_errors=0');
    }
}
?>
--EXPECT--
-- Capture, exit;
line
unfinishedshutdown function
exit status 0
-- Capture, trigger_error("the end", E_USER_ERROR);
line
unfinished
Fatal error: the end in Command line code on line 6
shutdown function
exit status 255
-- Discard, exit;
shutdown function
exit status 0
-- Discard, trigger_error("the end", E_USER_ERROR);

Fatal error: the end in Command line code on line 6
shutdown function
exit status 255
-- Prefix, exit;
[n] line
[n] unfinished
shutdown function
exit status 0
-- Prefix, trigger_error("the end", E_USER_ERROR);
[n] line
[n] unfinished
[n] Fatal error: the end in Command line code on line 6
shutdown function
exit status 255
