--TEST--
The limit covers the shutdown functions of a task that a fatal error in its hook has ended
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.grace=10
--FILE--
<?php
require __DIR__.'/limits.inc';
$record = record();
Pokio\atFork(child: function () use ($record) {
    register_shutdown_function(function () use ($record) {
        try {
            for ($end = microtime(true) + 5; microtime(true) < $end;);
            note($record, 'not interrupted');
        } finally {
            note($record, 'finally');
        }
    });
    ini_set('display_errors', '0');
    ini_set('log_errors', '0');
    trigger_error('fatal', E_USER_ERROR);
});
$outcome = Pokio\settle([fn () => 1], timeout: 0.3)[0];
echo $outcome->status->name, "\n", wait_for($record, 'finally');
?>
--EXPECT--
TimedOut
finally
