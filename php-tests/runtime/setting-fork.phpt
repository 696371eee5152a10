--TEST--
pokio.runtime=fork forks, until useSync()
--INI--
pokio.runtime=fork
--FILE--
<?php
var_dump(get_class(Pokio\Kernel::instance()->runtime()));
var_dump(await(async(fn () => getmypid())) === getmypid());
pokio()->useSync();
var_dump(await(async(fn () => getmypid())) === getmypid());
?>
--EXPECT--
string(30) "Pokio\Runtime\Fork\ForkRuntime"
bool(false)
bool(true)
