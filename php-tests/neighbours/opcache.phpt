--TEST--
Tasks with OPcache on, without its JIT
--EXTENSIONS--
opcache
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--INI--
opcache.enable=1
opcache.enable_cli=1
opcache.jit=disable
opcache.file_update_protection=0
--FILE--
<?php
require __DIR__ . '/everything.inc';
var_dump(opcache_get_status(false)['opcache_enabled']);
--EXPECT--
true
{"a":1,"b":[1.5,null]}
thrown 7
null
null
true
unwaited
bool(true)
