--TEST--
Tasks with OPcache's JIT: function
--EXTENSIONS--
opcache
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--INI--
opcache.enable=1
opcache.enable_cli=1
opcache.jit=function
opcache.jit_buffer_size=16M
opcache.jit_hot_func=2
opcache.jit_hot_loop=2
opcache.file_update_protection=0
--FILE--
<?php
require __DIR__ . '/everything.inc';
var_dump(opcache_get_status(false)['jit']['on']);
--EXPECT--
true
{"a":1,"b":[1.5,null]}
thrown 7
null
null
true
unwaited
bool(true)
