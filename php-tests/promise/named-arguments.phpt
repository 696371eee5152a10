--TEST--
All parameters go by the names that reflection shows
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = (new Pokio\Promise(callback: fn () => 'a'))->then(then: fn (string $s) => "{$s}b");
echo await(promises: $promise), "\n";
echo await(promises: async(callback: fn () => throw new Exception('c'))->catch(catch: fn (Exception $e) => $e->getMessage())->finally(finally: fn () => 'd')), "\n";
try {
    async(closure: fn () => 1);
} catch (Error $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
ab
c
Unknown named parameter $closure
