--TEST--
A closure cannot be bound into the classes, and properties cannot be written or unset from outside
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = async(fn () => 'value');
var_dump(@(fn () => $this->callback)->bindTo($promise, Pokio\Promise::class));
$names = array_map(fn ($p) => $p->getName(), (new ReflectionObject($promise))->getProperties());
var_dump(count($names) > 0);
foreach ($names as $name) {
    foreach ([function () use ($promise, $name) { unset($promise->$name); }, function () use ($promise, $name) { $promise->$name = null; }, function () use ($promise, $name) { $reference = &$promise->$name; }] as $attempt) {
        try {
            $attempt();
            echo "$name was reached\n";
        } catch (Error $e) {
        }
    }
}
// foreach by reference, and array functions on the object, find nothing either
foreach ($promise as $key => &$property) {
    echo "$key was reached\n";
}
echo await($promise), "\n";
?>
--EXPECT--
NULL
bool(true)
value
