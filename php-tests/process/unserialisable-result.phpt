--TEST--
A result that cannot be serialized does not lead back into the caller's code
--FILE--
<?php
class Stubborn
{
    public function __serialize(): array
    {
        exit(1);
    }
}

foreach ([fn () => fn () => 1, fn () => new class {}, fn () => new Stubborn] as $closure) {
    try {
        var_dump(await(async($closure)));
    } catch (Exception $e) {
        echo $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
Serialization of 'Closure' is not allowed
Serialization of 'class@anonymous' is not allowed
NULL
