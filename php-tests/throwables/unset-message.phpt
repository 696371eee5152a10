--TEST--
A throwable whose class unset its message arrives
--EXTENSIONS--
pokio
--FILE--
<?php
class Unset_ extends Exception { public function __construct() { unset($this->message, $this->code); } }
try {
    await(async(fn () => throw new Unset_));
} catch (Unset_ $e) {
    echo get_class($e), ' ', $e->getLine(), "\n";
}
?>
--EXPECT--
Unset_ 4
