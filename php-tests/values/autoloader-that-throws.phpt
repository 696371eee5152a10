--TEST--
What an autoloader throws in the caller leaves the await
--EXTENSIONS--
pokio
--FILE--
<?php
spl_autoload_register(function (string $class) { throw new LogicException("no $class here"); });
try {
    await(async(function () { eval('class Refused {}'); return new Refused; }));
} catch (LogicException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
no Refused here
