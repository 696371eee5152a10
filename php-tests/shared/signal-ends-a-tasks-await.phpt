--TEST--
A signal ends a task'"s
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=wait
pokio.max_processes=for
--FILE--
<?php
another
?>
--EXPECT--
task
