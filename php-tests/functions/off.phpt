--TEST--
pokio.functions=off leaves out the global functions, and nothing else
--EXTENSIONS--
pokio
--INI--
pokio.functions=off
--FILE--
<?php
var_dump(function_exists('async'), function_exists('await'), function_exists('pokio'));
try {
    async(fn () => 1);
} catch (Error $e) {
    echo $e->getMessage(), "\n";
}
var_dump(Pokio\await(Pokio\async(fn () => 1)));
var_dump((new Pokio\Promise(fn () => 2))->then(fn (int $two) => $two + 1)->resolve());
Pokio\Kernel::instance()->useSync();
var_dump(Pokio\await(Pokio\async(fn () => getmypid())) === getmypid());
?>
--EXPECT--
bool(false)
bool(false)
bool(false)
Call to undefined function async()
int(1)
int(3)
bool(true)
