--TEST--
A step that does not accept its argument throws a TypeError, which a catch() can catch
--EXTENSIONS--
pokio
--FILE--
<?php
echo await(
    async(fn () => 'text')
        ->then(fn (int $n) => $n)
        ->catch(fn (TypeError $e) => preg_replace('/.*(must be of type int, string given).*/s', '$1', $e->getMessage()))
), "\n";
try {
    await(async(fn (int $missing) => 1));
} catch (ArgumentCountError $e) {
    echo get_class($e), "\n";
}
?>
--EXPECT--
must be of type int, string given
ArgumentCountError
