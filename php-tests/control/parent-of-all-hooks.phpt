--TEST--
A parent() that throws keeps those of other hooks from nothing; all that is thrown is in the exception's chain
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$called = [];
foreach (['first', 'second', 'third', 'fourth'] as $name) {
    Pokio\atFork(
        before: $name === 'fourth' ? fn () => $GLOBALS['refuses'] && throw new LogicException('refused') : null,
        end: fn () => $name,
        parent: function (?string $fromEnd, Pokio\Outcome $last) use ($name, &$called) {
            $called[] = $fromEnd ?? $last->status->name;
            if ($name === 'third' || $name === 'second') {
                throw new DomainException($name);
            }
        },
    );
}
$calls = [
    'await' => fn () => await(async(fn () => 1)),
    'map' => fn () => Pokio\map([1], fn () => 1),
    'one each' => fn () => Pokio\map([1], fn () => 1, tasksPerProcess: 1),
    'settle' => fn () => Pokio\settle([fn () => 1]),
    'refused' => function () {
        $GLOBALS['refuses'] = true;
        await(async(fn () => 1));
    },
];
$refuses = false;
foreach ($calls as $name => $call) {
    $called = [];
    try {
        $call();
    } catch (Exception $e) {
        for ($chain = []; $e; $e = $e->getPrevious()) {
            $chain[] = $e->getMessage();
        }
        echo $name, ': ', implode(', ', $called), ' threw ', implode(' after ', $chain), "\n";
    }
}
?>
--EXPECT--
await: fourth, third, second, first threw second after third
map: fourth, third, second, first threw second after third
one each: fourth, third, second, first threw second after third
settle: fourth, third, second, first threw second after third
refused: Cancelled, Cancelled, Cancelled threw second after third after refused
