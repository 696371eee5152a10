--TEST--
A capsule of a throwable whose class unset its message keeps all of its keys
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Runtime\Fork\ThrowableCapsule;
class Unset_ extends Exception { public function __construct() { unset($this->message, $this->code); } }
$capsule = new ThrowableCapsule(new Unset_);
$data = $capsule->__serialize();
echo count($data), ' ', implode(' ', array_keys($data)), "\n";
try {
    unserialize(serialize($capsule));
} catch (Unset_ $e) {
    var_dump($e->getMessage(), $e->getCode());
}
?>
--EXPECT--
6 message code file line trace class
string(0) ""
int(0)
