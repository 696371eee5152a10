--TEST--
An Outcome can be made by its parameters' names and serialized
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\{Outcome, Status};

$outcome = new Outcome(status: Status::Fulfilled, value: [1], key: 'k', name: 'n', output: 'out', errorOutput: 'err', seconds: 1.5, pid: 12, peakMemory: 1024);
$copy = unserialize(serialize($outcome));
var_dump($copy == $outcome, $copy->get());
var_dump((new ReflectionClass(Outcome::class))->isReadOnly(), (new ReflectionClass(Outcome::class))->isFinal());
$failed = unserialize(serialize(new Outcome(status: Status::Failed, error: new DomainException('d'))));
try {
    $failed->get();
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
try {
    $outcome->value = 2;
} catch (Error $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
bool(true)
array(1) {
  [0]=>
  int(1)
}
bool(true)
bool(true)
d
Cannot modify readonly property Pokio\Outcome::$value
