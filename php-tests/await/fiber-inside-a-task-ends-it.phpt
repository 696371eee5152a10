--TEST--
exit and exceptions inside a fiber that a task made end the task
--EXTENSIONS--
pokio
--FILE--
<?php
var_dump(await(async(function () {
    (new Fiber(function () { exit(1); }))->start();
    return 'not reached';
})));
try {
    await(async(function () { (new Fiber(fn () => throw new DomainException('from the fiber')))->start(); }));
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
NULL
from the fiber
