--TEST--
await works in an autoloader
--EXTENSIONS--
pokio
--FILE--
<?php
spl_autoload_register(function (string $class) {
    eval(await(async(fn () => "class $class { const MADE_BY = 'a task'; }")));
});
echo LoadedLater::MADE_BY, "\n";
?>
--EXPECT--
a task
