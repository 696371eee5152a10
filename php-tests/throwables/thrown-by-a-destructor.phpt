--TEST--
What a destructor throws when the task's variables go is the task's failure
--EXTENSIONS--
pokio
--FILE--
<?php
class Thrower { public function __destruct() { throw new DomainException('from a destructor'); } }
try {
    var_dump(await(async(function () { $local = new Thrower; return 1; })));
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
from a destructor
