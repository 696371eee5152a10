--TEST--
There is one kernel, and nobody else can make another
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Kernel;
var_dump(Kernel::instance() === Kernel::instance(), Kernel::instance()->isOrchestrator());
try {
    new Kernel(1);
} catch (Error $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
bool(true)
bool(true)
Call to private Pokio\Kernel::__construct() from global scope
