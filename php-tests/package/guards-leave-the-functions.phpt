--TEST--
Files with function_exists() guards leave the extension's functions in place
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/project/autoload.php';

foreach (['async', 'await', 'pokio'] as $function) {
    echo $function, ' is ', (new ReflectionFunction($function))->getExtensionName() ?: 'the package\'s', "\n";
}
var_dump(await(async(fn () => getmypid())) !== getmypid());
?>
--EXPECT--
async is pokio
await is pokio
pokio is pokio
bool(true)
