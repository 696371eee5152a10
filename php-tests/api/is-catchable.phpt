--TEST--
Reflection::isCatchable() is the rule of catch()
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Support\Reflection;
class Own extends LogicException { public static function handler(): Closure { return fn (self $e) => 1; } }
$thrown = new InvalidArgumentException;
foreach ([
    'nothing' => fn () => 1,
    'untyped' => fn ($e) => 1,
    'parent' => fn (LogicException $e) => 1,
    'other' => fn (RuntimeException $e) => 1,
    'union' => fn (RuntimeException|LogicException $e) => 1,
    'intersection' => fn (Throwable&Countable $e) => 1,
    'self of another' => Own::handler(),
    'first-class strlen' => strlen(...),
    'first-class time' => time(...),
    'first-class get_class' => get_class(...),
    'first-class method' => (new ArrayObject)->append(...),
] as $name => $closure) {
    echo $name, ': ', var_export(Reflection::isCatchable(callback: $closure, throwable: $thrown), true), "\n";
}
var_dump(Reflection::isCatchable(Own::handler(), new Own));
?>
--EXPECT--
nothing: true
untyped: true
parent: true
other: false
union: true
intersection: false
self of another: false
first-class strlen: false
first-class time: true
first-class get_class: true
first-class method: true
bool(true)
