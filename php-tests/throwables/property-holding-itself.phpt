--TEST--
A throwable that holds itself, or its own task's promise, arrives
--EXTENSIONS--
pokio
--FILE--
<?php
class Looped extends Exception { public $self; public $extra = 'default'; }
try {
    await(async(function () { $e = new Looped('looped'); $e->self = $e; $e->extra = 'set'; throw $e; }));
} catch (Looped $e) {
    echo $e->getMessage(), ' ', $e->extra, "\n";
}
try {
    await(async(function () { $e = new Looped('with a promise'); $e->self = async(fn () => 1); $e->extra = 'set'; throw $e; }));
} catch (Looped $e) {
    echo $e->getMessage(), ' ', $e->extra, "\n";
}
?>
--EXPECT--
looped set
with a promise set
