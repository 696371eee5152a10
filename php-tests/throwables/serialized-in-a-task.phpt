--TEST--
An exception that a task makes can be serialized there, and returned, though the call that started the task has a promise or a closure among its arguments
--EXTENSIONS--
pokio
--INI--
zend.exception_ignore_args=Off
--FILE--
<?php
$made = fn () => unserialize(serialize(new LogicException('made')))->getMessage();
$returned = fn (array $results) => implode(' ', array_map(fn ($e) => $e instanceof LogicException ? $e->getMessage() : var_export($e, true), $results));

echo await(async($made)), "\n";
echo $returned([await(async(fn () => new LogicException('returned')))]), "\n";
echo $returned(await([async(fn () => new LogicException('one')), async(fn () => new LogicException('two'))])), "\n";
$future = (new Pokio\Runtime\Fork\ForkRuntime(2))->defer($made);
echo $future->await(), "\n";
// A task within a task, and after it.
echo await(async(fn () => await(async($made)) . ' within, ' . $made() . ' after')), "\n";
echo implode(' ', await(async(fn () => await([async($made), async($made)])))), "\n";
// Where it is thrown, the caller's trace is whole.
try {
    await(async(fn () => throw new LogicException('thrown')));
} catch (LogicException $e) {
    echo $e->getTraceAsString(), "\n";
}
// An exception in another one's property.
class Collected extends Exception { public array $all = []; }
try {
    await(async(function () { $e = new Collected('collected'); $e->all = [new LogicException('in it'), $e]; throw $e; }));
} catch (Collected $e) {
    echo $e->all[0]->getMessage(), ' ', var_export($e->all[1] === $e, true), "\n";
}
?>
--EXPECTF--
made
returned
one two
made
made within, made after
made made
#0 [internal function]: {closure%S}()
#1 %s(%d): await(Object(Pokio\Promise))
#2 {main}
in it true
