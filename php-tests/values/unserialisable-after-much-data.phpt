--TEST--
A value that is refused after megabytes were written is an exception, too
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(fn () => ['big' => str_repeat('x', 3 << 20), 'list' => range(1, 50000), 'last' => fn () => 1]));
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
echo await(async(fn () => "next\n"));
?>
--EXPECT--
Serialization of 'Closure' is not allowed
next
