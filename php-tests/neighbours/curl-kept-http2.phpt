--TEST--
curl with HTTP/2: with a handle of the caller that keeps its connection, each task gets its own answers, and the caller keeps the connection
--EXTENSIONS--
curl
openssl
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/skip.inc';
needs_fork();
needs_program('nghttpd');
?>
--FILE--
<?php
require __DIR__ . '/kept.inc';
kept('h2');
?>
--EXPECT--
one connection
done
