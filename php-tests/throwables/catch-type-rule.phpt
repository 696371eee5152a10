--TEST--
catch() runs its handler when the first parameter's type accepts the throwable
--EXTENSIONS--
pokio
--FILE--
<?php
interface Marker {}
class Marked extends DomainException implements Marker, Countable { public function count(): int { return 0; } }
$handlers = [
    'no parameter' => fn () => 1,
    'no type' => fn ($e) => 1,
    'mixed' => fn (mixed $e) => 1,
    'object' => fn (object $e) => 1,
    'Throwable' => fn (Throwable $e) => 1,
    'its class' => fn (Marked $e) => 1,
    'its parent' => fn (LogicException $e) => 1,
    'its interface' => fn (Marker $e) => 1,
    'another class' => fn (RuntimeException $e) => 1,
    'a missing class' => fn (Missing $e) => 1,
    'Error' => fn (Error $e) => 1,
    'nullable' => fn (?Marked $e) => 1,
    'nullable other' => fn (?RuntimeException $e) => 1,
    'union with it' => fn (RuntimeException|Marked $e) => 1,
    'union without' => fn (RuntimeException|Error|null $e) => 1,
    'union with scalars' => fn (int|string|Exception $e) => 1,
    'scalar union' => fn (int|string $e) => 1,
    'both' => fn (Marker&Countable $e) => 1,
    'not both' => fn (Marker&Traversable $e) => 1,
    'int' => fn (int $e) => 1,
    'array' => fn (array $e) => 1,
    'string' => fn (string $e) => 1,
    'iterable' => fn (iterable $e) => 1,
    'callable' => fn (callable $e) => 1,
    'default value' => fn (RuntimeException $e = new RuntimeException) => 1,
    'case does not matter' => fn (MARKED $e) => 1,
    'variadic' => fn (RuntimeException ...$e) => 1,
];
foreach ($handlers as $name => $handler) {
    try {
        await(async(fn () => throw new Marked)->catch($handler));
        echo "$name: caught\n";
    } catch (Marked) {
        echo "$name: passed on\n";
    }
}
?>
--EXPECT--
no parameter: caught
no type: caught
mixed: caught
object: caught
Throwable: caught
its class: caught
its parent: caught
its interface: caught
another class: passed on
a missing class: passed on
Error: passed on
nullable: caught
nullable other: passed on
union with it: caught
union without: passed on
union with scalars: caught
scalar union: passed on
both: caught
not both: passed on
int: passed on
array: passed on
string: passed on
iterable: passed on
callable: passed on
default value: passed on
case does not matter: caught
variadic: passed on
