--TEST--
A throwable's class is autoloaded in the caller
--EXTENSIONS--
pokio
--FILE--
<?php
spl_autoload_register(function (string $class) { eval("class $class extends RuntimeException { public \$x = 1; }"); });
try {
    await(async(function () { $e = new LoadedThere('hello', 4); $e->x = 2; throw $e; }));
} catch (LoadedThere $e) {
    echo $e->getMessage(), ' ', $e->getCode(), ' ', $e->x, "\n";
}
?>
--EXPECT--
hello 4 2
