--TEST--
Tasks with Xdebug in the mode coverage
--EXTENSIONS--
xdebug
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); getenv('XDEBUG_MODE') && die('skip XDEBUG_MODE is set');
--INI--
xdebug.mode=coverage
xdebug.log_level=0
--FILE--
<?php
echo get_class(Pokio\Kernel::instance()->runtime()), "\n";
require __DIR__ . '/everything.inc';
--EXPECT--
Pokio\Runtime\Fork\ForkRuntime
true
{"a":1,"b":[1.5,null]}
thrown 7
null
null
true
unwaited
