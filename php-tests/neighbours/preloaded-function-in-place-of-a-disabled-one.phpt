--TEST--
A preloaded function of the name of a disabled one is left as it is
--EXTENSIONS--
opcache
session
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--INI--
opcache.enable=1
opcache.enable_cli=1
opcache.preload={PWD}/preloaded-session-start.inc
disable_functions=session_start
--FILE--
<?php
session_start();
await(async(fn () => session_start()));
?>
--EXPECT--
The program's own session_start()
The program's own session_start()
