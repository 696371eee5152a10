--TEST--
A capsule serializes to the fields of its throwable
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Runtime\Fork\ThrowableCapsule;
function failing() { return new DomainException('kept', 12); }
$data = (new ThrowableCapsule(throwable: $thrown = failing()))->__serialize();
foreach (['message', 'code', 'class', 'line', 'trace'] as $key) {
    echo $key, ': ', $data[$key], "\n";
}
var_dump($data['file'] === __FILE__, $data['trace'] === $thrown->getTraceAsString());
?>
--EXPECTF--
message: kept
code: 12
class: DomainException
line: 3
trace: #0 %s(4): failing()
#1 {main}
bool(true)
bool(true)
