--TEST--
With pokio.functions=off the package's functions work on the extension's classes
--EXTENSIONS--
pokio
--INI--
pokio.functions=off
--FILE--
<?php
$asked = [];
require __DIR__ . '/project/package/Functions.php';

foreach (['async', 'await', 'pokio'] as $function) {
    echo $function, ' is ', (new ReflectionFunction($function))->getExtensionName() ?: 'the package\'s', "\n";
}
$promise = async(fn () => getmypid());
var_dump((new ReflectionObject($promise))->isInternal(), await($promise) !== getmypid());
var_dump(await(['a' => async(fn () => 1), 'b' => async(fn () => 2)]));
pokio()->useSync();
var_dump(await(async(fn () => getmypid())) === getmypid());
?>
--EXPECT--
async is the package's
await is the package's
pokio is the package's
bool(true)
bool(true)
array(2) {
  ["a"]=>
  int(1)
  ["b"]=>
  int(2)
}
bool(true)
