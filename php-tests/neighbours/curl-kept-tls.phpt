--TEST--
curl with TLS: with a handle of the caller that keeps its connection, each task gets its own answers, and the caller keeps the connection
--EXTENSIONS--
curl
openssl
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/skip.inc';
needs_fork();
?>
--FILE--
<?php
require __DIR__ . '/kept.inc';
kept('tls');
?>
--EXPECT--
one connection
done
