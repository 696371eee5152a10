--TEST--
A callback for the headers that a task sets is called, also when the task prints nothing
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    header_register_callback(fn () => print("of the caller\n"));
    await(async(fn () => header_register_callback(fn () => print("of the task\n"))));
    await(async(fn () => 1));
    PHP);
?>
--EXPECT--
of the task
of the caller
exit status 0
