--TEST--
Example: an exception arrives whole
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../../examples/exceptions.php';
?>
--EXPECT--
Order 7 failed, code 42, order number 7
Reason: the card has expired
Thrown in: charge()
