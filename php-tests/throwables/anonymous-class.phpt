--TEST--
A throwable of an anonymous class arrives with its message, as its own class or as a stand-in that can be caught by its parent
--EXTENSIONS--
pokio
--FILE--
<?php
$make = fn () => new class('anonymous') extends DomainException { public $extra = 5; };
try {
    await(async(fn () => throw $make()));
} catch (Exception $e) {
    var_dump(str_contains($e->getMessage(), 'anonymous'));
}
try {
    $known = $make();
    await(async(fn () => throw $make()));
} catch (DomainException $e) {
    echo get_class($e) === get_class($known) ? "its own class\n" : "another class\n";
}
?>
--EXPECT--
bool(true)
its own class
